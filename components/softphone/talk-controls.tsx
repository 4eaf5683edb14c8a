"use client";

import { Mic, MicOff } from "lucide-react";
import { RoomStatus, SpeakerButton } from "@/components/rooms/room-controls";
import type { RoomState } from "@/components/rooms/room-state";
import { stayWords } from "@/components/rooms/room-words";
import { send, usePhone } from "@/components/softphone/browser-phone";
import { Keypad } from "@/components/softphone/keypad";
import { LevelMeter } from "@/components/softphone/level-meter";
import { warningSentences } from "@/components/softphone/problem";
import { SoundMenu } from "@/components/softphone/sound-menu";
import { Button } from "@/components/ui/button";

/** What there is to do on a call in this browser; nothing for a call on a phone. */
export function TalkControls({ callId }: { callId: string }) {
  const { talk, isHere } = usePhone();
  if (talk?.callId !== callId) return null;
  const { isMuted, isReconnecting, phase, warnings, room } = talk;
  const heard = warnings.filter((name) => !isMuted || name !== "constant-audio-input-level");
  const warning = heard.map((name) => warningSentences[name]).find(Boolean);
  const note = warning ?? (isHere ? null : "The sound of this call is in another tab.");
  const isOpen = phase === "talking";
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="sr-only">Call in the browser</legend>
        {!room?.isListening && (
          <Button
            size="sm"
            aria-pressed={isMuted}
            aria-keyshortcuts="m"
            disabled={room !== null && !isOpen}
            className={isMuted ? "border-transparent bg-warn-soft text-warn-text" : undefined}
            onClick={() => void send({ kind: "mute", callId, isMuted: !isMuted })}
          >
            {isMuted ? (
              <MicOff aria-hidden className="size-4" />
            ) : (
              <Mic aria-hidden className="size-4" />
            )}
            {isMuted ? "Muted" : "Mute"}
          </Button>
        )}
        {room && <SpeakerButton callId={callId} isOff={room.isSpeakerOff} />}
        {hasKeypad(room) && <Keypad callId={callId} isOpen={isOpen} />}
        <SoundMenu />
        {isHere && isOpen && <LevelMeter isMuted={isMuted} />}
      </fieldset>
      {room ? (
        <RoomStatus talk={talk} room={room} isHere={isHere} note={note} />
      ) : (
        <p aria-live="polite" className="text-[13px] text-muted empty:hidden">
          {isReconnecting ? stayWords : note}
        </p>
      )}
    </div>
  );
}

/** Keys are for a telephone's other end; colleagues among themselves have none. */
function hasKeypad(room: RoomState | null): boolean {
  return !room || (!room.isListening && room.people.some(({ isPhone }) => isPhone));
}
