/** The person's calls as the call bar has them. `isShown`: it is the one that the bar shows. */
export type ShownCall = { customer: string; isShown: boolean };

const none: ReadonlyMap<string, ShownCall> = new Map();
let calls = none;
const listeners = new Set<() => void>();

export const noneShown = () => none;
export const shownCalls = () => calls;

export function noteShownCalls(next: ReadonlyMap<string, ShownCall>): void {
  calls = next;
  for (const listener of listeners) listener();
}

export function subscribeShown(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
