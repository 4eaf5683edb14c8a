import type { CallDevices } from "@/lib/softphone/schema";

/** Where the signed-in person takes and places calls. Small: every page has it. */
let devices: CallDevices | null = null;
let hangUp: ((callId: string) => void) | undefined;
const listeners = new Set<() => void>();

/** Null while this person's browser is no phone. */
export function noteCallDevices(next: CallDevices | null): void {
  devices = next;
  for (const listener of listeners) listener();
}

export function subscribeEnabled(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const isEnabled = () => devices !== null;
export const isEnabledOnServer = () => false;
export const placesInBrowser = () => devices?.places_on === "browser";

export function noteHangUp(next: typeof hangUp): void {
  hangUp = next;
}

/** Ends the call in this browser at once, where it is here; the server ends the rest of it. */
export const hangUpHere = (callId: string) => hangUp?.(callId);
