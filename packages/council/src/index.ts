/** The public face of the council package. */
export {};
