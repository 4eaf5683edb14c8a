import { useEffect, useState } from "react";
import { noteRoomsHere, talkHere } from "@/components/softphone/enabled";
import { isAnythingUnsaved } from "@/components/ui/unsaved";

/** Longer than the server remembers where rooms are (lib/livekit-account/policy.ts). */
const reloadAfterMs = 5_000;

/**
 * A page may connect where its document's policy says. Once the company's rooms are elsewhere, it
 * is loaded again, as soon as no call is on here and nothing typed is unsaved; until then no room
 * rings it.
 */
export function useRoomsHere(roomsUrl: string | null): void {
  const [loadedWith] = useState(roomsUrl);
  const areHere = roomsUrl === null || roomsUrl === loadedWith;
  useEffect(() => {
    noteRoomsHere(areHere);
    if (areHere) return;
    const timer = setInterval(() => {
      if (talkHere() === null && !isAnythingUnsaved()) window.location.reload();
    }, reloadAfterMs);
    return () => clearInterval(timer);
  }, [areHere]);
}
