import { useSyncExternalStore } from "react";
import { noneOnServer, subscribeEnabled, talkHere } from "@/components/softphone/enabled";

/** Whether a call's sound is in this browser. */
export function useIsHere(callId: string): boolean {
  return useSyncExternalStore(subscribeEnabled, talkHere, noneOnServer) === callId;
}
