import { ReplayEvent } from "@/components/calls/replay-event";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { formatExact } from "@/lib/core/time";

/** An event that waits to be applied; `href` is what it is about. */
export type Problem = {
  id: number;
  of: "calls" | "messages";
  name: string;
  href: string | undefined;
  created_at: string;
  problem: string | null;
};

/** Events that wait to be applied, each with why it could not be. */
export function ProblemTable({ problems, timeZone }: { problems: Problem[]; timeZone: string }) {
  return (
    <Table label="Events not applied">
      <TableHead>
        <HeadCell>Event</HeadCell>
        <HeadCell>Why</HeadCell>
        <HeadCell className="text-right">Actions</HeadCell>
      </TableHead>
      <TableBody>
        {problems.map(({ id, of, name, href, created_at, problem }) => (
          <Row key={`${of} ${id}`}>
            <Cell>
              {href ? (
                <Link
                  href={href}
                  className="font-medium text-ink underline-offset-4 hover:underline"
                >
                  {name}
                </Link>
              ) : (
                <span className="font-medium text-ink">{name}</span>
              )}
              <time dateTime={created_at} className="block text-[13px] text-muted">
                {formatExact(created_at, timeZone)}
              </time>
            </Cell>
            <Cell className="break-words text-muted">{problem}</Cell>
            <Cell className="md:text-right">
              <ReplayEvent id={id} of={of} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
