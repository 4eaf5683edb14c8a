import Link from "next/link";
import { CallState } from "@/components/calls/call-state";
import { DirectionIcon } from "@/components/calls/direction-icon";
import { Recording } from "@/components/recordings/recording";
import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { atLeast, type Member } from "@/lib/auth/member";
import type { CallRow } from "@/lib/call-log/list";
import { formatPhone } from "@/lib/core/phone";
import { formatDuration, formatExact, formatWhen } from "@/lib/core/time";

/** Calls with what came of them; each row opens the call. */
export function CallTable({ calls, member }: { calls: CallRow[]; member: Member }) {
  const { country_code, time_zone } = member.tenant;
  const hearsAll = atLeast(member, "manager");
  return (
    <Table label="Calls">
      <TableHead>
        <HeadCell>Call</HeadCell>
        <HeadCell className="xl:w-[14%]">Person</HeadCell>
        <HeadCell className="xl:w-[15%]">Outcome</HeadCell>
        <HeadCell className="text-right xl:w-[9%]">Talk time</HeadCell>
        <HeadCell className="xl:w-[19%]">When</HeadCell>
        <HeadCell className="xl:w-[21%]">Recording</HeadCell>
      </TableHead>
      <TableBody>
        {calls.map((call) => {
          const number = formatPhone(call.customer_number, country_code);
          return (
            <Row key={call.id} className="relative">
              <Cell>
                <span className="flex items-center gap-3">
                  <DirectionIcon call={call} />
                  <span className="min-w-0">
                    <Link
                      href={`/calls/${call.id}`}
                      prefetch={false}
                      className="block font-medium text-ink tabular-nums after:absolute after:inset-0 md:truncate"
                    >
                      {call.contacts?.name ?? number}
                    </Link>
                    {call.contacts && (
                      <span className="block truncate text-[13px] text-muted tabular-nums">
                        {number}
                      </span>
                    )}
                    {call.imported_at && (
                      <span className="mt-0.5 block">
                        <Badge>Found at Twilio</Badge>
                      </span>
                    )}
                  </span>
                </span>
              </Cell>
              <Cell className="text-muted max-md:pl-11 max-md:empty:hidden md:truncate">
                {call.profiles?.name}
              </Cell>
              <Cell className="max-md:inline-block max-md:pl-11">
                <CallState call={call} />
              </Cell>
              <Cell className="text-muted tabular-nums max-md:inline-block max-md:pl-2 max-md:empty:hidden md:text-right">
                {call.duration_seconds ? formatDuration(call.duration_seconds) : null}
              </Cell>
              <Cell className="whitespace-nowrap text-muted tabular-nums max-md:inline-block max-md:pl-2">
                <time dateTime={call.created_at} title={formatExact(call.created_at, time_zone)}>
                  {formatWhen(call.created_at, time_zone)}
                </time>
              </Cell>
              <Cell className="max-md:pl-11 max-md:empty:hidden md:w-44">
                {(hearsAll || call.user_id === member.user_id) && (
                  <Recording call={call} title={call.contacts?.name ?? number} quiet />
                )}
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
