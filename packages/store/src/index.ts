/** The public face of the store package. */
export {};
