import Link from "next/link";
import { CallState } from "@/components/calls/call-state";
import { DirectionIcon } from "@/components/calls/direction-icon";
import { Recording } from "@/components/recordings/recording";
import { atLeast, type Member } from "@/lib/auth/member";
import type { CallRow } from "@/lib/call-log/list";
import { callSentence, callTitle } from "@/lib/call-log/words/call";
import { formatPhone } from "@/lib/core/phone";
import { formatDuration, formatExact, formatWhen } from "@/lib/core/time";
import { type NumberOfCall, numberOfCall } from "@/lib/numbers/words";

/** A contact's calls, newest first: who, when, what came of it, and the recording for those who may hear it. */
export function CallTimeline({
  calls,
  contact,
  member,
  numbers,
}: {
  calls: CallRow[];
  contact: { name: string };
  member: Member;
  numbers: NumberOfCall[];
}) {
  return (
    <ol aria-label="Calls" className="divide-y divide-line">
      {calls.map((call) => (
        <li key={call.id} className="flex gap-3 px-4 py-4 md:px-5">
          <DirectionIcon call={call} />
          <Entry call={call} contact={contact} member={member} numbers={numbers} />
        </li>
      ))}
    </ol>
  );
}

function Entry({
  call,
  contact,
  member,
  numbers,
}: {
  call: CallRow;
  contact: { name: string };
  member: Member;
  numbers: NumberOfCall[];
}) {
  const mine = call.user_id === member.user_id;
  const who = { rep: mine ? null : (call.profiles?.name ?? "Someone"), customer: contact.name };
  const { country_code, time_zone } = member.tenant;
  const number = numberOfCall(call.phone_number_id, numbers, country_code);
  const live = call.stage !== "ended";
  const told = call.outcome?.startsWith("agent_") ? callSentence(call, who) : null;
  const detail = told ?? call.error_message;
  return (
    <div className="min-w-0 flex-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link
          href={`/calls/${call.id}`}
          prefetch={false}
          className="rounded-sm font-medium text-ink underline-offset-4 hover:underline"
        >
          {callTitle(call, who)}
        </Link>
        <CallState call={call} />
        <time
          dateTime={call.created_at}
          title={formatExact(call.created_at, time_zone)}
          className="text-[13px] text-muted tabular-nums max-sm:basis-full sm:ml-auto"
        >
          {formatWhen(call.created_at, time_zone)}
        </time>
      </div>
      <p className="mt-0.5 text-[13px] text-muted tabular-nums">
        {formatPhone(call.customer_number, country_code)}
        {number && (
          <>
            {" "}
            · {call.direction === "inbound" ? "on" : "from"} {number}
          </>
        )}
        {/* In the line that later says how long they talked: what is below does not move when the call ends. */}
        {live && <span className="text-accent-text"> · {callSentence(call, who)}</span>}
        {!live && call.direction === "inbound" && call.outcome === "connected" && (
          <> · answered by {who.rep ?? "you"}</>
        )}
        {call.duration_seconds !== null && call.duration_seconds > 0 && (
          <> · talked {formatDuration(call.duration_seconds)}</>
        )}
      </p>
      {detail && !live && <p className="mt-1 text-[13px] text-muted">{detail}</p>}
      {(mine || atLeast(member, "manager")) && (
        <div className="mt-2 empty:hidden">
          <Recording call={call} title={contact.name} quiet />
        </div>
      )}
    </div>
  );
}
