/** The public face of the access package. */
export {};
