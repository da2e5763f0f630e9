/** The public face of the carrying-out package. */
export {};
