"use client";

import { useSyncExternalStore } from "react";

/** A number (E.164) as people read it, or why it could not be blocked. */
export type Blocked = { number: string; spoken: string; problem?: string };

let last: Blocked | undefined;
const listeners = new Set<() => void>();

/** Remembers whom this tab has blocked last; undefined once that is over. */
export function noteBlocked(blocked: Blocked | undefined): void {
  last = blocked;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLastBlocked(): Blocked | undefined {
  return useSyncExternalStore(
    subscribe,
    () => last,
    () => undefined,
  );
}
