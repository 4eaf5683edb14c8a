/** Why an agent's process closes a browser's socket: numbers of our own. */
export const closings = {
  refused: 4_401,
  /** No time is left for trials today. */
  spent: 4_402,
  /** Its person may not be here any more. */
  forbidden: 4_403,
  over: 4_404,
  busy: 4_429,
  full: 4_503,
};
