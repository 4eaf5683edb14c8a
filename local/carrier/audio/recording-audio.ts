/** A recording as bytes that can be asked for from any place; nothing is kept in memory. */
export type RecordingAudio = {
  contentType: string;
  size: number;
  /** Bytes from a place on, in pieces; the caller stops taking when it has enough. */
  from(start: number): AsyncGenerator<Uint8Array> | Generator<Uint8Array>;
};

export type AudioFacts = { sid: string; seconds: number; channels: 1 | 2 };
