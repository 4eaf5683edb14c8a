"use client";

import { clsx } from "clsx";
import { AudioLines, MicOff, Phone, User } from "lucide-react";
import type { InRoom } from "@/components/rooms/room-state";
import { nameOf } from "@/components/rooms/room-words";

/** Who is in the room that this browser is in: who speaks, and who is muted. */
export function InThisRoom({ people, customer }: { people: InRoom[]; customer: string }) {
  return (
    <ul aria-label="In this room" className="flex flex-wrap gap-1.5">
      {people.map((one) => (
        <li
          key={one.identity}
          className={clsx(
            "flex h-8 items-center gap-1.5 rounded-full border px-3 text-[13px] transition-colors",
            one.isSpeaking ? "border-ok-text bg-ok-soft text-ok-text" : "border-line bg-surface",
          )}
        >
          <State one={one} />
          <span className="max-w-40 truncate">{nameOf(one, customer)}</span>
          {one.isMuted && <span className="text-muted">· Muted</span>}
          {one.isSpeaking && <span className="sr-only">, speaking</span>}
        </li>
      ))}
    </ul>
  );
}

function State({ one: { isMuted, isSpeaking, isPhone } }: { one: InRoom }) {
  const Icon = isMuted ? MicOff : isSpeaking ? AudioLines : isPhone ? Phone : User;
  return <Icon aria-hidden className="size-3.5 shrink-0" />;
}
