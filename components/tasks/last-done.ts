"use client";

import { useSyncExternalStore } from "react";

export type DoneTask = { id: string; title: string };

let last: DoneTask | undefined;
const listeners = new Set<() => void>();

/** Remembers which task this tab has marked as done last; undefined once that is over. */
export function noteDone(task: DoneTask | undefined): void {
  last = task;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLastDone(): DoneTask | undefined {
  return useSyncExternalStore(
    subscribe,
    () => last,
    () => undefined,
  );
}
