/** Calls that this tab has seen live: the bar shows how they ended. */
const seen = new Set<string>();

export function rememberLive(callId: string): void {
  seen.add(callId);
}

export function wasLiveHere(callId: string): boolean {
  return seen.has(callId);
}

export function forgetLive(callId: string): void {
  seen.delete(callId);
}

let liveCall: string | undefined;

/** The call that the person is on, as the bar knows it. */
export function noteLiveCall(callId: string | undefined): void {
  liveCall = callId;
}

export function liveCallNow(): string | undefined {
  return liveCall;
}
