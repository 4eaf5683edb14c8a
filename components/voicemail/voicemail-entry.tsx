import { clsx } from "clsx";
import { CallBack } from "@/components/calls/call-back";
import { PlayButton } from "@/components/recordings/play-button";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { RowIcon } from "@/components/ui/row-icon";
import { Transcript } from "@/components/voicemail/transcript";
import { VoicemailMenu } from "@/components/voicemail/voicemail-menu";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { formatExact, formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";
import type { Colleague } from "@/lib/team/store";
import type { VoicemailRow } from "@/lib/voicemail/store";
import { heardWords } from "@/lib/voicemail/words";

/** A message: who left it and when, what was said, and what can be done with it. */
export function VoicemailEntry({
  row,
  people,
  listed,
  member,
}: {
  row: VoicemailRow;
  /** Former ones too. */
  people: Colleague[];
  listed: Map<string, ListedNumber>;
  member: Member;
}) {
  const { call, mailbox_id: mailbox } = row;
  const { country_code, time_zone } = member.tenant;
  const contact = call.contacts;
  const number = formatPhone(call.customer_number, country_code);
  const caller = contact?.name ?? number;
  const names = new Map(people.map(({ user_id, name }) => [user_id, name]));
  const isHeard = row.heard_at !== null;
  const heard = heardWords(row, { me: member.user_id, names, timeZone: time_zone });
  const whose =
    mailbox && (mailbox === member.user_id ? "Mine" : (names.get(mailbox) ?? "Someone"));
  return (
    <li data-row className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3.5 md:px-5">
      <span
        className={clsx(
          "direction mt-0.5",
          isHeard ? "bg-sunken text-muted" : "bg-accent-soft text-accent-text",
        )}
      >
        <RowIcon name="voicemail" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {!isHeard && <span className="sr-only">Unheard:</span>}
          <Link
            href={contact ? `/contacts/${contact.id}` : `/calls/${call.id}`}
            prefetch={false}
            className={clsx(
              "rounded-sm text-ink tabular-nums hover:underline",
              isHeard ? "font-medium" : "font-semibold",
            )}
          >
            {caller}
          </Link>
          {contact?.company && <span className="text-[13px] text-muted">{contact.company}</span>}
          {whose && <Badge>{whose}</Badge>}
          {!isHeard && <Badge tone="accent">New</Badge>}
        </p>
        <p className="mt-0.5 text-[13px] text-muted tabular-nums">
          <Link href={`/calls/${call.id}`} prefetch={false} className="rounded-sm hover:underline">
            <time dateTime={row.left_at} title={formatExact(row.left_at, time_zone)}>
              {formatWhen(row.left_at, time_zone)}
            </time>
          </Link>
          {contact && ` · ${number}`}
          {heard && ` · ${heard}`}
        </p>
        <div className="mt-1.5">
          <Transcript of={row} isShort />
        </div>
      </div>
      <div className="flex items-center gap-1.5 max-md:w-full max-md:pl-11">
        <PlayButton
          recordingId={row.recording_id}
          title={caller}
          seconds={row.duration_seconds}
          href={`/calls/${call.id}`}
        />
        <span className="max-md:ml-auto md:size-8">
          <CallBack call={call} listed={listed} member={member} />
        </span>
        <VoicemailMenu
          id={row.id}
          isHeard={isHeard}
          mailbox={mailbox}
          caller={caller}
          people={people.filter(({ removed_at }) => removed_at === null)}
        />
      </div>
    </li>
  );
}
