"use client";

import { useSyncExternalStore } from "react";
import { makeListeners } from "@/components/ui/listeners";

export type DoneTask = { id: string; title: string };

let last: DoneTask | undefined;
const listeners = makeListeners();

/** Remembers which task this tab has marked as done last; undefined once that is over. */
export function noteDone(task: DoneTask | undefined): void {
  last = task;
  listeners.notify();
}

export function useLastDone(): DoneTask | undefined {
  return useSyncExternalStore(
    listeners.subscribe,
    () => last,
    () => undefined,
  );
}
