"use client";

import { Volume2, VolumeX } from "lucide-react";
import { InThisRoom } from "@/components/rooms/in-this-room";
import type { RoomState } from "@/components/rooms/room-state";
import { connectionWords, silenceWords } from "@/components/rooms/room-words";
import { send } from "@/components/softphone/browser-phone";
import { useShownCalls } from "@/components/softphone/shown-calls";
import type { Talk } from "@/components/softphone/state";
import { Button } from "@/components/ui/button";

/** The other sides are not heard, or heard again. */
export function SpeakerButton({ callId, isOff }: { callId: string; isOff: boolean }) {
  return (
    <Button
      size="sm"
      aria-pressed={isOff}
      className={isOff ? "border-transparent bg-warn-soft text-warn-text" : undefined}
      onClick={() => void send({ kind: "speaker", callId, isOff: !isOff })}
    >
      {isOff ? (
        <VolumeX aria-hidden className="size-4" />
      ) : (
        <Volume2 aria-hidden className="size-4" />
      )}
      {isOff ? "Speaker is off" : "Speaker off"}
    </Button>
  );
}

/** What a room has beside the controls of every call: who is there, and how it stands. */
export function RoomStatus({
  talk,
  room,
  isHere,
  note,
}: {
  talk: Talk;
  room: RoomState;
  /** The sound is in this tab. */
  isHere: boolean;
  /** What is wrong with the sound, or where it is. */
  note: string | null;
}) {
  const { callId } = talk;
  const names = useShownCalls();
  const hasPhone = room.people.some(({ isPhone }) => isPhone);
  const words = connectionWords(talk, hasPhone ? "caller" : "others");
  return (
    <>
      {room.endsInSeconds !== null && (
        <p
          role="status"
          className="self-start rounded-lg bg-warn-soft px-3 py-1.5 text-[13px] font-medium text-warn-text"
        >
          {silenceWords(room.endsInSeconds)}
        </p>
      )}
      {room.isSoundBlocked && isHere && (
        <Button
          size="sm"
          variant="primary"
          className="self-start"
          onClick={() => void send({ kind: "hear", callId })}
        >
          <Volume2 aria-hidden className="size-4" />
          Click to hear
        </Button>
      )}
      <InThisRoom people={room.people} customer={names.get(callId)?.customer ?? "The caller"} />
      <p aria-live="polite" className="text-[13px] text-muted">
        {room.isListening && words === "Connected"
          ? "You're listening. Nobody hears or sees you."
          : words}
        {note && !talk.isReconnecting && ` · ${note}`}
      </p>
    </>
  );
}
