/** Hosts limit a request's body, some at 4.5 MB. */
export const maxBytes = 4 * 2 ** 20;
export const maxSeconds = 300;
/** Audio files of a company. */
export const maxFiles = 200;
/** What a file may be, on screen. */
export const limitWords = "MP3 or WAV, at most 4 MB and 5 minutes.";
