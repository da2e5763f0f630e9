/** The public face of the server package. */
export {};
