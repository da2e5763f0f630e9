/** The public face of the print package. */
export {};
