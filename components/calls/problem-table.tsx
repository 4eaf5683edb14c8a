import Link from "next/link";
import { ReplayEvent } from "@/components/calls/replay-event";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { listProblems } from "@/lib/call-log/call";
import { eventName } from "@/lib/call-log/words/event";
import { formatExact } from "@/lib/core/time";

/** Events that wait to be applied, each with why it could not be. */
export function ProblemTable({
  problems,
  timeZone,
}: {
  problems: Awaited<ReturnType<typeof listProblems>>;
  timeZone: string;
}) {
  return (
    <Table label="Events not applied">
      <TableHead>
        <HeadCell>Event</HeadCell>
        <HeadCell>Why</HeadCell>
        <HeadCell className="text-right">Actions</HeadCell>
      </TableHead>
      <TableBody>
        {problems.map((event) => (
          <Row key={event.id}>
            <Cell>
              <Link
                href={`/calls/${event.call_id}`}
                className="font-medium text-ink underline-offset-4 hover:underline"
              >
                {eventName(event)}
              </Link>
              <time dateTime={event.created_at} className="block text-[13px] text-muted">
                {formatExact(event.created_at, timeZone)}
              </time>
            </Cell>
            <Cell className="break-words text-muted">{event.problem}</Cell>
            <Cell className="md:text-right">
              <ReplayEvent id={event.id} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
