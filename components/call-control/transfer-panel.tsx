"use client";

import { useEffect, useRef, useState } from "react";
import { useColleagues } from "@/components/call-control/use-colleagues";
import { useTargets } from "@/components/call-control/use-targets";
import { Presence } from "@/components/colleagues/presence";
import { Button } from "@/components/ui/button";
import { controlClass } from "@/components/ui/field";
import type { Target } from "@/lib/call-control/schema";
import type { Colleague } from "@/lib/colleagues/schema";
import { presenceNames } from "@/lib/colleagues/words";
import type { RouteTarget } from "@/lib/routing/targets";

type Choose = (to: Target, mode: "warm" | "cold") => void;
/** Whom a call goes to, who is to talk along, or which colleague is asked into a room. */
export type Purpose = "transfer" | "add" | "invite";

export const purposeNames: Record<Purpose, string> = {
  transfer: "Transfer to",
  add: "Add to the call",
  invite: "Invite to the room",
};

/** As many digits as a phone number has at least; fewer are an extension. */
const looksLikeNumber = (typed: string) => typed.replace(/\D/g, "").length >= 7;

/** Whom a call is transferred to: by name, extension or number; at once, or after talking first. */
export function TransferPanel({ purpose, onChoose }: { purpose: Purpose; onChoose: Choose }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const found = useColleagues(typed);
  const wanted = typed.trim().toLowerCase();
  const targets = useTargets(purpose === "transfer").filter(({ name, of }) =>
    `${name} ${of ?? ""}`.toLowerCase().includes(wanted),
  );
  const isByPhone = purpose !== "invite";
  useEffect(() => field.current?.focus(), []);

  return (
    <>
      <input
        ref={field}
        aria-label={purposeNames[purpose]}
        autoComplete="off"
        placeholder={isByPhone ? "Name, extension or phone number" : "Name or extension"}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        className={`${controlClass} h-10 md:h-9`}
      />
      <ul aria-label="Colleagues" className="mt-2 flex max-h-72 flex-col overflow-y-auto">
        {isByPhone && looksLikeNumber(typed) && (
          <li className="flex items-center gap-2 py-1.5">
            <span className="min-w-0 flex-1 truncate tabular-nums">{typed.trim()}</span>
            <Ways
              purpose={purpose}
              who={typed.trim()}
              onChoose={(mode) => onChoose({ number: typed.trim() }, mode)}
            />
          </li>
        )}
        {found?.map((colleague) => (
          <ColleagueRow
            key={colleague.user_id}
            purpose={purpose}
            colleague={colleague}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {targets.length > 0 && (
        <ul
          aria-label="Groups and routes"
          className="mt-2 flex max-h-48 flex-col overflow-y-auto border-t border-line pt-1"
        >
          {targets.map((target) => (
            <TargetRow
              key={`${target.route_id} ${target.step}`}
              target={target}
              onChoose={onChoose}
            />
          ))}
        </ul>
      )}
      {found?.length === 0 && targets.length === 0 && !(isByPhone && looksLikeNumber(typed)) && (
        <p className="py-2 text-[13px] text-muted">
          {typed.trim() ? "No colleague is called that." : "You have no colleagues here yet."}
        </p>
      )}
    </>
  );
}

function TargetRow({ target, onChoose }: { target: RouteTarget; onChoose: Choose }) {
  const { route_id: routeId, step, name, of } = target;
  return (
    <li className="flex items-center gap-2 py-1.5">
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        <span className="block truncate text-[13px] text-muted">
          {of === null ? "Route, from the beginning" : `Group in ${of}`}
        </span>
      </span>
      <Button
        size="sm"
        aria-label={`Transfer to ${name}${of ? ` in ${of}` : ""}`}
        onClick={() => onChoose(step === null ? { routeId } : { routeId, step }, "cold")}
      >
        Transfer
      </Button>
    </li>
  );
}

function ColleagueRow({
  purpose,
  colleague,
  onChoose,
}: {
  purpose: Purpose;
  colleague: Colleague;
  onChoose: Choose;
}) {
  const { user_id: userId, name, extension, presence, rings_on } = colleague;
  // Whose desk is not open is asked all the same, and comes in by the call's page.
  const canTalk =
    purpose === "invite" ? presence !== "on_call" : presence === "available" && rings_on;
  return (
    <li className="flex items-center gap-2 py-1.5">
      <Presence of={colleague} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        <span className="block text-[13px] text-muted">
          {presenceNames[presence]}
          {extension && ` · Ext. ${extension}`}
        </span>
      </span>
      {canTalk && (
        <Ways purpose={purpose} who={name} onChoose={(mode) => onChoose({ userId }, mode)} />
      )}
      {!canTalk && purpose === "transfer" && (
        <Button
          size="sm"
          aria-label={`Transfer to the voicemail of ${name}`}
          onClick={() => onChoose({ voicemailOf: userId }, "cold")}
        >
          To voicemail
        </Button>
      )}
    </li>
  );
}

function Ways({
  purpose,
  who,
  onChoose,
}: {
  purpose: Purpose;
  who: string;
  onChoose: (mode: "warm" | "cold") => void;
}) {
  if (purpose !== "transfer") {
    const verb = purpose === "add" ? "Add" : "Invite";
    return (
      <Button size="sm" aria-label={`${verb} ${who}`} onClick={() => onChoose("cold")}>
        {verb}
      </Button>
    );
  }
  return (
    <>
      <Button size="sm" aria-label={`Ask first: ${who}`} onClick={() => onChoose("warm")}>
        Ask first
      </Button>
      <Button size="sm" aria-label={`Transfer to ${who} now`} onClick={() => onChoose("cold")}>
        Transfer
      </Button>
    </>
  );
}
