import type { Call } from "@/local/carrier/engine/call";

/** What a browser's leg sounds like; calls go on without it. */
export type LegSound = {
  /** Our offer for a browser that is called. */
  offer(): Promise<string>;
  /** Its answer to our offer. */
  accept(sdp: string): Promise<void>;
  /** Our answer to its offer, each time by a fresh connection. */
  answer(sdp: string): Promise<string>;
  /** Whether this description is of another connection than the one in use. */
  isNew(sdp: string): boolean;
  /** 20 ms of PCMU. */
  play(frame: Uint8Array): void;
  /** The same, of one of several who are heard at once. */
  mix(speaker: Call, frame: Uint8Array): void;
  /** How loud the browser is now (root mean square, 0 to 1), and the packets it has sent. */
  heard(): { level: number; packets: number };
  close(): void;
};

export type OpenSound = (call: Call) => LegSound;
