"use client";

import { clsx } from "clsx";
import { Phone, PhoneIncoming, PhoneOff } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { HangUpButton } from "@/components/calls/hang-up-button";
import { forgetLive, rememberLive, wasLiveHere } from "@/components/calls/seen-live";
import { TalkTimer } from "@/components/calls/talk-timer";
import { Live } from "@/components/live/live";
import type { CurrentCall } from "@/lib/call-log/live";
import { callSentence } from "@/lib/call-log/words/call";

const outcomeShownMs = 6_000;

/**
 * The bar itself: what the call is doing, and the way to end it. An ended call stays for a few
 * seconds.
 */
export function CallBarView({
  call,
  customer,
  talkedSeconds,
}: {
  call: CurrentCall;
  customer: string;
  talkedSeconds: number;
}) {
  const ended = call.stage === "ended";
  const [shown, setShown] = useState(!ended);

  useEffect(() => {
    if (!ended) {
      rememberLive(call.id);
      setShown(true);
      return;
    }
    if (!wasLiveHere(call.id)) {
      setShown(false);
      return;
    }
    setShown(true);
    const timer = setTimeout(() => {
      forgetLive(call.id);
      setShown(false);
    }, outcomeShownMs);
    return () => clearTimeout(timer);
  }, [call.id, ended]);

  if (!shown) return null;
  const good = !ended || call.outcome === "connected";
  const Icon = ended ? PhoneOff : call.direction === "inbound" ? PhoneIncoming : Phone;
  return (
    <section
      aria-label="Current call"
      className="flex items-center gap-3 rounded-xl border border-line bg-raised p-3 shadow-lg"
    >
      <Live on={[{ subject: "calls", id: [call.id] }]} />
      <span
        aria-hidden
        className={clsx(
          "flex size-10 shrink-0 items-center justify-center rounded-full [&>svg]:size-[18px]",
          call.stage === "connected" && "bg-ok-soft text-ok-text",
          !ended && call.stage !== "connected" && "bg-accent-soft text-accent-text",
          ended && (good ? "bg-sunken text-muted" : "bg-warn-soft text-warn-text"),
        )}
      >
        <Icon className={clsx(!ended && call.stage !== "connected" && "animate-pulse")} />
      </span>
      <div className="min-w-0 flex-1">
        <p aria-live="polite" className="text-sm font-medium text-ink">
          {callSentence(call, { rep: null, customer })}
        </p>
        <p className="flex items-center gap-1.5 truncate text-[13px] text-muted">
          {call.stage === "connected" && <TalkTimer key={call.id} startedAt={talkedSeconds} />}
          {ended && call.error_message ? (
            <span className="truncate">{call.error_message}</span>
          ) : (
            <Link
              href={call.contacts ? `/contacts/${call.contacts.id}` : `/calls/${call.id}`}
              className="truncate rounded-sm hover:text-ink hover:underline"
            >
              {call.contacts ? "Open contact" : "Open call"}
            </Link>
          )}
        </p>
      </div>
      {!ended && <HangUpButton callId={call.id} />}
    </section>
  );
}
