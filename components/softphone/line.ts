import type { ProblemCode } from "@/components/softphone/state";

/** What stood in the way; null for nothing. */
export type Result = ProblemCode | null;

/** A way for calls to come to this browser and be talked on: Twilio's device, or a LiveKit room. */
export type Line = {
  /** Whether this call rings here, or is talked on. */
  has(callId: string): boolean;
  answer(callId: string): Promise<Result>;
  decline(callId: string): void;
  hangUp(callId: string): void;
  mute(callId: string, isMuted: boolean): void;
  /** Sends tones to the other side's telephone. */
  press(callId: string, keys: string): void;
  /** Uses what was just chosen, if it is talked on here. */
  choose(changed: { microphone?: string; speaker?: string }): Promise<Result>;
  close(): void;
};
