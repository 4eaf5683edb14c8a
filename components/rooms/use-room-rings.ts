import { useEffect } from "react";
import { send } from "@/components/softphone/browser-phone";
import type { Rung } from "@/components/softphone/command";
import type { ShownCall } from "@/components/softphone/shown-calls";
import type { PhoneState } from "@/components/softphone/state";

/** Hands what rings in rooms by the call bar to the browser's phone, in whichever tab it is. */
export function useRoomRings(
  calls: ReadonlyMap<string, ShownCall>,
  line: PhoneState["line"],
): void {
  const rung = [...calls].flatMap(([callId, { rings }]): Rung[] =>
    rings ? [{ callId, as: rings }] : [],
  );
  const key = JSON.stringify(rung);
  const isOnline = line !== "offline";
  useEffect(() => {
    if (isOnline) void send({ kind: "rung", calls: JSON.parse(key) });
  }, [key, isOnline]);
}
