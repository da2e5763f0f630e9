/** The public face of the exchange package. */
export {};
