/** Calls that this tab has seen live: only of those does the bar show how they ended. */
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
