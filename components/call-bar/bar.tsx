"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { BarCallView, type Outcome } from "@/components/call-bar/bar-call";
import { Incoming } from "@/components/call-bar/incoming";
import { postWrapUp } from "@/components/call-bar/post-wrap-up";
import { forgetLive, noteLiveCall, rememberLive, wasLiveHere } from "@/components/calls/seen-live";
import { useLive } from "@/components/live/live";
import { noneShown, noteShownCalls } from "@/components/softphone/shown-calls";
import { Button } from "@/components/ui/button";
import type { BarCall } from "@/lib/wrapups/bar";
import { callToShow, ringsIn } from "@/lib/wrapups/decide";

const settledShownMs = 6_000;
const problemShownMs = 30_000;

/** The bar itself: one call at a time, and how many others wait for their outcome. */
export function Bar({ calls, outcomes }: { calls: BarCall[]; outcomes: Outcome[] }) {
  const router = useRouter();
  const section = useRef<HTMLElement>(null);
  const hadFocus = useRef(false);
  const [open, setOpen] = useState<string>();
  /** Put away here; the server knows a moment later. */
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const known = calls.filter(({ id, live }) => live || !away.has(id));
  const call = callToShow(known, { open, seen: wasLiveHere });
  const waiting = known.filter(({ id, due }) => due && id !== call?.id);

  const liveIds = calls.filter(({ live }) => live).map(({ id }) => id);
  useLive([
    { subject: "call_steps", call_id: liveIds },
    { subject: "call_controls", call_id: liveIds },
    { subject: "call_supervisions", call_id: liveIds },
    { subject: "calls", id: liveIds },
    { subject: "voice_agent_sessions", call_id: liveIds },
    { subject: "rooms", call_id: liveIds },
    { subject: "room_people", call_id: liveIds },
  ]);
  const liveKey = liveIds.join(" ");
  const liveId = calls.find(({ connected }) => connected)?.id ?? liveIds[0];
  useEffect(() => {
    for (const id of liveKey.split(" ")) if (id) rememberLive(id);
    noteLiveCall(liveId);
  }, [liveKey, liveId]);

  const shown = call?.id;
  useEffect(() => {
    const live = calls.filter((each) => each.live);
    noteShownCalls(
      new Map(
        live.map(({ id, customer, room }) => [
          id,
          { customer, isShown: id === shown, rings: room?.rings ?? null },
        ]),
      ),
    );
    return () => noteShownCalls(noneShown());
  }, [calls, shown]);

  const putAway = (ids: string[]) => {
    for (const id of ids) forgetLive(id);
    setAway((before) => new Set([...before, ...ids]));
    setOpen(undefined);
  };

  // A call that asks for nothing goes by itself, but not from under the hands of whoever uses it.
  const shownId = call?.id;
  const goesAfter =
    !call || call.live || call.due
      ? undefined
      : call.outcome === "connected" || call.disposition_id
        ? settledShownMs
        : problemShownMs;
  useEffect(() => {
    if (!shownId || goesAfter === undefined) return;
    const timer = setInterval(() => {
      if (section.current?.contains(document.activeElement)) return;
      forgetLive(shownId);
      setAway((before) => new Set([...before, shownId]));
      setOpen(undefined);
    }, goesAfter);
    return () => clearInterval(timer);
  }, [shownId, goesAfter]);

  // The button that was pressed is gone with the call: the bar keeps the keyboard.
  const isLive = call?.live;
  useEffect(() => {
    if (isLive || !hadFocus.current || document.activeElement !== document.body) return;
    section.current?.focus({ preventScroll: true });
  }, [isLive]);

  if (!call) return null;
  const ringing = calls.find(ringsIn);
  return (
    <section
      ref={section}
      aria-label="Current call"
      data-bar
      tabIndex={-1}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={() => {
        hadFocus.current = false;
      }}
      className="border-t border-line bg-raised px-4 py-3 -outline-offset-2 shadow-[0_-4px_16px_rgb(0_0_0/0.06)] md:px-6"
    >
      {ringing && (
        <Incoming
          key={`ringing ${ringing.id}`}
          callId={ringing.id}
          customer={
            ringing.room?.askedBy ??
            (ringing.colleague ? `${ringing.customer}, colleague` : ringing.customer)
          }
        />
      )}
      <BarCallView
        key={call.id}
        call={call}
        outcomes={outcomes}
        onHold={() => setOpen(call.id)}
        onDone={() => putAway([call.id])}
      />
      {waiting.length > 0 && !call.live && (
        <div className="mt-2 flex items-center gap-2 border-t border-line pt-2 text-[13px] text-muted">
          <span>
            {waiting.length === 1
              ? "1 more call without an outcome"
              : `${waiting.length} more calls without an outcome`}
          </span>
          <Button
            variant="ghost"
            size="sm"
            onClick={() => {
              const next = waiting[0];
              if (next) setOpen(next.id);
              forgetLive(call.id);
            }}
          >
            Next
          </Button>
          <Button
            variant="ghost"
            size="sm"
            onClick={async () => {
              const ids = waiting.map(({ id }) => id);
              putAway(ids);
              await Promise.all(ids.map((id) => postWrapUp(id, { dismissed: true })));
              router.refresh();
            }}
          >
            Dismiss them
          </Button>
        </div>
      )}
    </section>
  );
}
