"use client";

import { PhoneIncoming, PhoneOff, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Incoming } from "@/components/call-bar/incoming";
import { useRoomChanges } from "@/components/rooms/use-room-changes";
import { useRoomRings } from "@/components/rooms/use-room-rings";
import { AnswerButton } from "@/components/softphone/answer-button";
import { send, usePhone } from "@/components/softphone/browser-phone";
import { problemSentences } from "@/components/softphone/problem";
import { useShownCalls } from "@/components/softphone/shown-calls";
import { SoundBlocked } from "@/components/softphone/sound-blocked";
import { TalkControls } from "@/components/softphone/talk-controls";
import { useCallers } from "@/components/softphone/use-callers";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";

const row =
  "flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-raised px-4 py-2 text-sm md:px-6";

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
  // A call that rings several is nobody's yet: the bar has not got it.
  const callers = useCallers(waiting.filter((id) => !names.has(id)));
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
          <p role="status" className="min-w-0 flex-1 font-medium text-ink">
            {names.get(id)?.customer ?? callers.get(id)?.name ?? "A caller"} is calling
            <span className="block truncate text-[13px] font-normal text-muted tabular-nums">
              {callers.get(id)?.detail}
            </span>
          </p>
          {!names.has(id) && (
            <Incoming callId={id} customer={callers.get(id)?.name ?? "A caller"} />
          )}
          <div className="flex gap-2">
            <AnswerButton callId={id} />
            <Button
              size="sm"
              variant="danger"
              aria-keyshortcuts="u"
              onClick={() => void send({ kind: "decline", callId: id })}
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
