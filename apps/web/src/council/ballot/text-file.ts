/** A text as a file of JSON. */
export const textFile = (text: string): Blob => new Blob([text], { type: "application/json" });
