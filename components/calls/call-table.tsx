import { Lock } from "lucide-react";
import { ListenButton } from "@/components/call-control/listen-button";
import { CallBack } from "@/components/calls/call-back";
import { CallState } from "@/components/calls/call-state";
import { DirectionIcon } from "@/components/calls/direction-icon";
import { CallColleague } from "@/components/colleagues/call-colleague";
import { Recording } from "@/components/recordings/recording";
import { Badge } from "@/components/ui/badge";
import { Hint } from "@/components/ui/hint";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { atLeast, type Member } from "@/lib/auth/member";
import { mayListen } from "@/lib/call-control/decide";
import { colleagueOf, isOn } from "@/lib/call-log/colleague";
import type { CallRow } from "@/lib/call-log/list";
import { formatPhone } from "@/lib/core/phone";
import { formatDuration, formatExact, formatWhen } from "@/lib/core/time";
import type { ListedNumber } from "@/lib/do-not-call/store";

/** Calls with what came of them; each row opens the call, its phone icon calls back. */
export function CallTable({
  calls,
  listed,
  outcomes,
  people,
  member,
}: {
  calls: CallRow[];
  /** The do-not-call list's entries, by number. */
  listed: Map<string, ListedNumber>;
  /** The company's outcomes, archived ones too. */
  outcomes: { id: string; label: string }[];
  /** Of the company, former ones too. */
  people: Parameters<typeof colleagueOf>[1];
  member: Member;
}) {
  const { country_code, time_zone } = member.tenant;
  const hearsAll = atLeast(member, "manager");
  return (
    <Table label="Calls" fixed>
      <TableHead>
        <HeadCell>Call</HeadCell>
        <HeadCell className="hidden xl:table-cell xl:w-[14%]">Rep</HeadCell>
        <HeadCell className="lg:w-[17%] xl:w-[14%]">Status</HeadCell>
        <HeadCell className="hidden text-right xl:table-cell xl:w-[8%]">Talk</HeadCell>
        <HeadCell className="lg:w-[24%] xl:w-[17%]">When</HeadCell>
        <HeadCell className="lg:w-[16%] xl:w-[13%]">Recording</HeadCell>
        <HeadCell className="lg:w-[13%] xl:w-[9%]">
          <span className="sr-only">Call back</span>
        </HeadCell>
      </TableHead>
      <TableBody>
        {calls.map((call) => {
          const number = formatPhone(call.customer_number, country_code);
          const said = outcomes.find(({ id }) => id === call.disposition_id);
          const colleague = colleagueOf(call, people, member.user_id);
          const name = colleague?.name ?? call.contacts?.name ?? number;
          const hears = hearsAll || isOn(call, member.user_id);
          return (
            <Row key={call.id} className="relative">
              <Cell className="max-md:pr-12">
                <span className="flex items-center gap-3">
                  <DirectionIcon call={call} />
                  <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 xl:flex-nowrap">
                    <Link
                      href={`/calls/${call.id}`}
                      prefetch={false}
                      className="min-w-0 truncate font-medium text-ink tabular-nums after:absolute after:inset-0"
                    >
                      {name}
                    </Link>
                    {call.contacts && (
                      <span className="text-[13px] whitespace-nowrap text-muted tabular-nums md:max-[87.5rem]:hidden">
                        {number}
                      </span>
                    )}
                    {call.imported_at && <Badge>Found at Twilio</Badge>}
                  </span>
                </span>
              </Cell>
              <Cell className="text-muted max-md:pl-11 max-md:empty:hidden md:hidden md:truncate xl:table-cell">
                {call.profiles?.name}
              </Cell>
              <Cell className="max-md:inline-block max-md:pl-11">
                <span className="flex flex-wrap items-center gap-1.5">
                  <CallState call={call} mine={call.user_id === member.user_id} />
                  {said && <Badge>{said.label}</Badge>}
                </span>
              </Cell>
              <Cell className="text-muted tabular-nums max-md:inline-block max-md:pl-2 max-md:empty:hidden md:hidden md:text-right xl:table-cell">
                {call.duration_seconds ? formatDuration(call.duration_seconds) : null}
              </Cell>
              <Cell className="whitespace-nowrap text-muted tabular-nums max-md:pl-11">
                <time dateTime={call.created_at} title={formatExact(call.created_at, time_zone)}>
                  {formatWhen(call.created_at, time_zone)}
                </time>
              </Cell>
              <Cell className="max-md:pl-11 max-md:empty:hidden">
                {hears && <Recording call={call} title={name} quiet />}
                {!hears && call.recording_requested && call.outcome === "connected" && (
                  <NotHeard name={call.profiles?.name} />
                )}
              </Cell>
              <Cell className="max-md:absolute max-md:top-2 max-md:right-3 max-md:empty:hidden md:text-right">
                <span className="inline-flex items-start justify-end empty:hidden">
                  {hearsAll && mayListen(call, member.user_id) && <ListenButton callId={call.id} />}
                  {colleague ? (
                    colleague.isHere && <CallColleague colleague={colleague} me={member.user_id} />
                  ) : (
                    <CallBack call={call} listed={listed} member={member} />
                  )}
                </span>
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** Why there is no recording to play: it is a colleague's. */
function NotHeard({ name }: { name?: string }) {
  const why = `Only ${name ?? "its rep"} and managers hear this recording`;
  const face = (
    <>
      <Lock aria-hidden className="size-3.5" />
      <span className="sr-only">Why there is no recording to play</span>
    </>
  );
  return (
    <Hint face={face} className="-ml-2">
      {why}
    </Hint>
  );
}
