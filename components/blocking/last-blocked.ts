"use client";

import { useSyncExternalStore } from "react";
import { makeListeners } from "@/components/ui/listeners";

/** A number (E.164) as people read it, or why it could not be blocked. */
export type Blocked = { number: string; spoken: string; problem?: string };

let last: Blocked | undefined;
const listeners = makeListeners();

/** Remembers whom this tab has blocked last; undefined once that is over. */
export function noteBlocked(blocked: Blocked | undefined): void {
  last = blocked;
  listeners.notify();
}

export function useLastBlocked(): Blocked | undefined {
  return useSyncExternalStore(
    listeners.subscribe,
    () => last,
    () => undefined,
  );
}
