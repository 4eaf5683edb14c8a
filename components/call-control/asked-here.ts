/** Calls that this tab has asked to listen to: its browser answers as soon as it is rung. */
const asked = new Set<string>();

export function askedToListen(callId: string): void {
  asked.add(callId);
}

/** Whether it was asked here, once. */
export function takeAsked(callId: string): boolean {
  return asked.delete(callId);
}
