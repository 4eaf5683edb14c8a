/** Why an agent's process closes a browser's socket: numbers of our own. */
export const closings = { refused: 4_401, over: 4_404, busy: 4_429, full: 4_503 };
