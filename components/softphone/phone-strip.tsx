"use client";

import { PhoneIncoming, PhoneOff, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Incoming } from "@/components/call-bar/incoming";
import { LastNoteLine } from "@/components/call-bar/last-note-line";
import { VoicemailButton } from "@/components/call-bar/voicemail-button";
import { askApi } from "@/components/calls/ask-api";
import { useRoomChanges } from "@/components/rooms/use-room-changes";
import { useRoomRings } from "@/components/rooms/use-room-rings";
import { AnswerButton } from "@/components/softphone/answer-button";
import { send, usePhone } from "@/components/softphone/browser-phone";
import { ringsOn } from "@/components/softphone/enabled";
import { problemSentences } from "@/components/softphone/problem";
import { useShownCalls } from "@/components/softphone/shown-calls";
import { SoundBlocked } from "@/components/softphone/sound-blocked";
import { TalkControls } from "@/components/softphone/talk-controls";
import { useCallers } from "@/components/softphone/use-callers";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { Caller } from "@/lib/wrapups/caller";

const row =
  "flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-raised px-4 py-2 text-sm md:px-6";

/** Stops it here at once; the server stops the person's phones, where they ring too. */
async function decline(callId: string): Promise<void> {
  await send({ kind: "decline", callId });
  if (ringsOn() === "both") await askApi(`/api/calls/${callId}/hangup`, { decline: true });
}

/** For whom, who they are and what was written of them. */
function HowTheyCame({ caller }: { caller: Caller | undefined }) {
  if (!caller) return null;
  return (
    <>
      <p className="truncate text-[13px] text-muted tabular-nums empty:hidden">
        {caller.via && <span className="text-ink">For {caller.via}</span>}
        {caller.via && caller.detail && " · "}
        {caller.detail}
      </p>
      <LastNoteLine note={caller.lastNote} />
    </>
  );
}

/** Above the call bar: what it does not show of the phone in this browser, and what went wrong. */
export function PhoneStrip() {
  const router = useRouter();
  const { line, isHere, talk, incoming, problem, problemWords } = usePhone();
  const names = useShownCalls();
  // The bar is to know a call as soon as it rings, whenever live updates come.
  const calls = [talk?.callId, ...incoming].join(" ");
  useEffect(() => {
    if (calls.trim()) router.refresh();
  }, [calls, router]);

  useRoomRings(names, line);
  useRoomChanges(talk?.room ?? null);
  const waiting = incoming.filter((id) => talk || !names.get(id)?.isShown);
  const callers = useCallers(waiting);
  return (
    <>
      {problem && (
        <div role="alert" className={`${row} text-danger-text`}>
          <p className="min-w-0 flex-1">{problemWords ?? problemSentences[problem]}</p>
          <IconButton label="Dismiss" onClick={() => void send({ kind: "problem_seen" })}>
            <X aria-hidden />
          </IconButton>
        </div>
      )}
      {isHere && line !== "offline" && <SoundBlocked className={row} />}
      {waiting.map((id) => (
        <section key={id} aria-label="Waiting call" className={row}>
          <PhoneIncoming aria-hidden className="size-4 shrink-0 text-accent-text" />
          <div role="status" className="min-w-0 flex-1">
            <p className="font-medium text-ink">
              {names.get(id)?.customer ?? callers.get(id)?.name ?? "A caller"} is calling
            </p>
            <HowTheyCame caller={callers.get(id)} />
          </div>
          {!names.has(id) && (
            <Incoming callId={id} customer={callers.get(id)?.name ?? "A caller"} />
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <AnswerButton callId={id} />
            {callers.get(id)?.isAlone && <VoicemailButton callId={id} />}
            <Button
              size="sm"
              variant="danger"
              aria-keyshortcuts="u"
              onClick={() => void decline(id)}
            >
              <PhoneOff aria-hidden className="size-4" />
              Decline
            </Button>
          </div>
        </section>
      ))}
      {talk && !names.get(talk.callId)?.isShown && (
        <section aria-label="Call in the browser" className={row}>
          <p role="status" className="font-medium text-ink">
            {talk.phase === "talking" ? "On a call" : "Connecting…"}
          </p>
          <TalkControls callId={talk.callId} />
          <Button
            size="sm"
            variant="danger"
            onClick={() => void send({ kind: "hang_up", callId: talk.callId })}
          >
            <PhoneOff aria-hidden className="size-4" />
            Hang up
          </Button>
        </section>
      )}
    </>
  );
}
