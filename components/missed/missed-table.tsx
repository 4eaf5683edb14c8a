import { CallBack } from "@/components/calls/call-back";
import { MissedActions } from "@/components/missed/missed-actions";
import { MissedState } from "@/components/missed/missed-state";
import { PlayButton } from "@/components/recordings/play-button";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { RowIcon } from "@/components/ui/row-icon";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { formatExact, formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";
import type { MissedRow } from "@/lib/missed/store";
import { busyWords, countWords, type Names } from "@/lib/missed/words";
import type { MessageOfCall } from "@/lib/voicemail/store";

/**
 * Callers whom nobody talked with, a line each: who, how often, whom they rang, and what is being
 * done.
 */
export function MissedTable({
  rows,
  busy,
  messages,
  listed,
  names,
  former,
  member,
}: {
  rows: MissedRow[];
  /** Calls that rang someone who was on another call. */
  busy: Set<string>;
  /** What callers said, of those the reader may hear, by call. */
  messages: Map<string, MessageOfCall>;
  listed: Map<string, ListedNumber>;
  names: Names;
  /** People who have left. */
  former: Set<string>;
  member: Member;
}) {
  const { country_code, time_zone } = member.tenant;
  return (
    <Table label="Missed callers" fixed>
      <TableHead>
        <HeadCell className="lg:w-[30%] xl:w-[34%]">Caller</HeadCell>
        <HeadCell className="lg:w-[23%] xl:w-[16%]">Last call</HeadCell>
        <HeadCell>Status</HeadCell>
        <HeadCell className="lg:w-[32%] xl:w-[23%]">
          <span className="sr-only">Actions</span>
        </HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const { last_call: call } = row;
          const number = formatPhone(call.customer_number, country_code);
          const caller = call.contacts?.name ?? number;
          const message = messages.get(call.id);
          return (
            <Row key={row.id} className="relative">
              <Cell>
                <span className="flex items-center gap-3">
                  <span
                    className={
                      row.closed_at
                        ? "direction bg-sunken text-muted"
                        : "direction bg-danger-soft text-danger-text"
                    }
                  >
                    <RowIcon name="phone-missed" />
                  </span>
                  <span className="flex min-w-0 items-center gap-x-2 max-md:flex-wrap">
                    <Link
                      href={call.contacts ? `/contacts/${call.contacts.id}` : `/calls/${call.id}`}
                      prefetch={false}
                      className="truncate font-medium text-ink tabular-nums after:absolute after:inset-0"
                    >
                      {caller}
                    </Link>
                    {call.contacts && (
                      <span className="text-[13px] whitespace-nowrap text-muted tabular-nums md:max-xl:hidden">
                        {number}
                      </span>
                    )}
                    {row.calls > 1 && <Badge>{countWords(row)}</Badge>}
                  </span>
                </span>
              </Cell>
              <Cell className="whitespace-nowrap text-muted tabular-nums max-md:pl-11">
                <time dateTime={call.created_at} title={formatExact(call.created_at, time_zone)}>
                  {formatWhen(call.created_at, time_zone)}
                </time>
              </Cell>
              <Cell className="text-muted max-md:pl-11">
                <MissedState row={row} names={names} member={member}>
                  {busy.has(call.id) && busyWords(call.user_id, member.user_id, names)}
                </MissedState>
                {message && (
                  <span className="flex flex-wrap items-center gap-x-3">
                    Left a message
                    <PlayButton
                      recordingId={message.recording_id}
                      title={caller}
                      seconds={message.duration_seconds}
                      href={`/calls/${call.id}`}
                    />
                  </span>
                )}
              </Cell>
              <Cell className="max-md:pl-11">
                <span className="flex items-center gap-1.5 md:justify-end">
                  <span className="max-md:order-first md:order-last md:size-8 empty:max-md:hidden">
                    <CallBack call={call} listed={listed} member={member} />
                  </span>
                  <MissedActions row={row} caller={caller} former={former} member={member} />
                </span>
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
