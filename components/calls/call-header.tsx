import { BlockButton } from "@/components/blocking/block-button";
import { CallButton } from "@/components/calls/call-button";
import { CallState } from "@/components/calls/call-state";
import { DirectionIcon } from "@/components/calls/direction-icon";
import { CallColleague } from "@/components/colleagues/call-colleague";
import { ListButton } from "@/components/do-not-call/list-button";
import { ListedButton } from "@/components/do-not-call/listed-button";
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, type Member } from "@/lib/auth/member";
import type { CallDetail } from "@/lib/call-log/call";
import { type colleagueOf, isMeeting } from "@/lib/call-log/colleague";
import { callSentence } from "@/lib/call-log/words/call";
import { formatPhone, isDialable } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** Who a call was with and what came of it, with the way to the contact and to call back. */
export function CallHeader({
  call,
  colleague,
  agent,
  listed,
  isBlocked,
  member,
}: {
  call: CallDetail;
  /** Whom an internal call is with. */
  colleague: ReturnType<typeof colleagueOf>;
  /** The voice agent that talked with the caller. */
  agent?: string;
  /** The customer's entry in the do-not-call list. */
  listed?: ListedNumber;
  isBlocked: boolean;
  member: Member;
}) {
  const { country_code, time_zone } = member.tenant;
  const number = formatPhone(call.customer_number, country_code);
  const customer = colleague?.name ?? call.contacts?.name ?? number;
  const isCalled = colleague?.isCalled;
  const mine = call.user_id === member.user_id;
  const rep = mine ? null : (call.profiles?.name ?? "Someone");
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <DirectionIcon call={call} className="size-11 [&>svg]:size-5" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold tracking-tight text-ink">
            {call.contacts ? (
              <TextLink href={`/contacts/${call.contacts.id}`} className="font-semibold text-ink">
                {customer}
              </TextLink>
            ) : (
              customer
            )}
          </h1>
          <CallState call={call} mine={mine} />
          {listed && <Badge>Do not call</Badge>}
          {isBlocked && <TextLink href="/settings/blocked-callers">Blocked number</TextLink>}
          {call.imported_at && <Badge>Found at Twilio</Badge>}
        </div>
        <p className="mt-0.5 text-muted tabular-nums">
          {formatWhen(call.created_at, time_zone)} ·{" "}
          {isMeeting(call)
            ? "Meeting of colleagues"
            : callSentence(call, { rep, customer, isCalled, agent })}
        </p>
      </div>
      {colleague?.isHere && call.stage === "ended" && (
        <CallColleague colleague={colleague} me={member.user_id} />
      )}
      {isDialable(call.customer_number) && call.stage === "ended" && (
        <span className="flex items-center gap-1">
          {call.direction === "inbound" && !isBlocked && (
            <BlockButton number={call.customer_number} spoken={number} />
          )}
          {!listed && atLeast(member, "manager") && (
            <ListButton number={call.customer_number} spoken={number} />
          )}
          {listed ? (
            <ListedButton listed={listed} member={member} />
          ) : (
            <CallButton
              to={call.customer_number}
              spoken={number}
              name={call.contacts?.name}
              contactId={call.contacts?.id}
            />
          )}
        </span>
      )}
    </header>
  );
}
