import { useSyncExternalStore } from "react";
import { makeListeners } from "@/components/ui/listeners";

/** The person's calls as the call bar has them. `isShown`: it is the one that the bar shows. */
export type ShownCall = {
  customer: string;
  isShown: boolean;
  /** How it rings the person in a room, if it does. */
  rings: "answer" | "join" | null;
};

const none: ReadonlyMap<string, ShownCall> = new Map();
let calls = none;
const listeners = makeListeners();

export const noneShown = () => none;

export function noteShownCalls(next: ReadonlyMap<string, ShownCall>): void {
  calls = next;
  listeners.notify();
}

export function useShownCalls(): ReadonlyMap<string, ShownCall> {
  return useSyncExternalStore(listeners.subscribe, () => calls, noneShown);
}
