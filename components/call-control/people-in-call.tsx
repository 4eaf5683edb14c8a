"use client";

import { clsx } from "clsx";
import { Mic, MicOff, UserMinus } from "lucide-react";
import { useAskCall } from "@/components/calls/use-ask-call";
import { useIsHere } from "@/components/softphone/use-is-here";
import { IconButton } from "@/components/ui/icon-button";
import type { BarCall } from "@/lib/wrapups/bar";

type One = BarCall["people"][number];

const states: Record<One["state"], string | null> = {
  ringing: "Ringing",
  on_hold: "On hold",
  in: null,
};

/** Who is on a call of more than two, as it changes; each can be muted, whoever came can go. */
export function PeopleInCall({
  callId,
  people,
  acts,
}: {
  callId: string;
  people: BarCall["people"];
  acts: boolean;
}) {
  const { ask, pending, problem } = useAskCall(callId);
  const isHere = useIsHere(callId);

  return (
    <div className="flex min-w-0 flex-col gap-1">
      <ul aria-label="On this call" className="flex flex-wrap gap-1.5">
        {people.map((one) => {
          const { name } = one;
          const isCustomer = one.role === "customer" || one.role === "caller";
          const canRemove = !one.isMe && one.role !== "supervisor" && !isCustomer;
          // In the browser one mutes oneself there; whom a colleague has muted ends that here.
          const mutes = one.role !== "supervisor" && (!one.isMe || !isHere || one.is_muted);
          const hasButtons = acts && ((one.state === "in" && mutes) || canRemove);
          const state = one.is_muted ? "Muted" : states[one.state];
          return (
            <li
              key={one.call_sid}
              className={clsx(
                "flex h-9 items-center gap-1 rounded-full border border-line bg-surface pl-3 text-[13px]",
                hasButtons ? "pr-1" : "pr-3",
              )}
            >
              <span className="max-w-40 truncate text-ink">{one.isMe ? "You" : name}</span>
              {state && <span className="text-muted">· {state}</span>}
              {one.role === "supervisor" && <span className="text-muted">· Supervisor</span>}
              {acts && one.state === "in" && mutes && (
                <IconButton
                  label={`${one.is_muted ? "Unmute" : "Mute"} ${one.isMe ? "yourself" : name}`}
                  disabled={pending}
                  onClick={() => ask("mute", { participant: one.call_sid, muted: !one.is_muted })}
                >
                  {one.is_muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
                </IconButton>
              )}
              {acts && canRemove && (
                <IconButton
                  label={`Remove ${name}`}
                  disabled={pending}
                  onClick={() => ask("remove", { participant: one.call_sid })}
                >
                  <UserMinus aria-hidden />
                </IconButton>
              )}
            </li>
          );
        })}
      </ul>
      {problem && (
        <p role="alert" className="text-[13px] text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
