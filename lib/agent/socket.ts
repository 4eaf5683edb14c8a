/** A socket as a talk needs it; its messages are passed to the talk. */
export type Socket = {
  /** Text that could not be sent yet is sent once it can. */
  send(text: string): void;
  close(): void;
};

/** Time as a talk needs it. `after` gives what takes it back. */
export type Clock = {
  now(): number;
  after(ms: number, work: () => void): () => void;
};

export const wallClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
