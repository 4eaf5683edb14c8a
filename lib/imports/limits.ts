/** What a file may be. */
export const maxBytes = 50 * 2 ** 20;
export const maxRows = 200_000;
export const maxColumns = 200;
/** A file is uploaded in pieces of this size: hosts limit a request's body. */
export const partBytes = 2 ** 20;
export const maxParts = maxBytes / partBytes;
/** A cell that is kept beside its error is cut behind this. */
export const maxKeptCell = 2_000;
