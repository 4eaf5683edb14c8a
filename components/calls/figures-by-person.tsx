import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import { countCallsByPerson } from "@/lib/call-log/figures";
import { periodWords } from "@/lib/call-log/period";
import { type LogFilters, logAddress } from "@/lib/call-log/schema";
import { formatTalk } from "@/lib/core/time";

const number = "tabular-nums md:text-right max-md:inline-block max-md:pr-4";
const link = "relative z-10 rounded-sm underline-offset-4 hover:underline";
const count = (figure: number) => figure.toLocaleString("en-US");

/** Each person's calls, for managers: in the days chosen, else the last thirty. */
export async function FiguresByPerson({
  filters,
  people,
  member,
}: {
  filters: LogFilters;
  people: { user_id: string; name: string }[];
  member: Member;
}) {
  const at = { now: new Date(), timeZone: member.tenant.time_zone };
  const found = await countCallsByPerson(member.db, filters, at);
  const rows = found
    .map((counts) => ({
      ...counts,
      name: people.find(({ user_id }) => user_id === counts.user_id)?.name ?? "Nobody",
    }))
    .sort((a, b) => b.calls - a.calls || a.name.localeCompare(b.name));
  const words = periodWords(filters) ?? "Last 30 days";
  const shown: LogFilters = { ...filters, by: undefined, period: filters.period ?? "month" };
  if (!filters.period && (filters.from || filters.to)) shown.period = "custom";
  return (
    <Card flush className="mb-4">
      <Table label={`Calls by person, ${words}`}>
        <TableHead>
          <HeadCell>By person · {words}</HeadCell>
          <HeadCell className="text-right">Calls</HeadCell>
          <HeadCell className="text-right">Connected</HeadCell>
          <HeadCell className="text-right">Missed</HeadCell>
          <HeadCell className="text-right">Talk</HeadCell>
          <HeadCell className="text-right">Connect rate</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map(({ user_id, name, calls, connected, missed, talk_seconds }) => {
            const theirs = user_id ? { ...shown, person: user_id } : undefined;
            const linked = (words: string, more: Partial<LogFilters> = {}) =>
              theirs ? (
                <Link href={logAddress({ ...theirs, ...more })} prefetch={false} className={link}>
                  {words}
                </Link>
              ) : (
                words
              );
            return (
              <Row key={user_id ?? "nobody"}>
                <Cell className="font-medium text-ink">{linked(name)}</Cell>
                <Cell className={number}>
                  {linked(`${count(calls)}`)}
                  <Unit>calls</Unit>
                </Cell>
                <Cell className={number}>
                  {linked(count(connected), { outcome: "connected" })}
                  <Unit>connected</Unit>
                </Cell>
                <Cell className={number}>
                  {linked(count(missed), { outcome: "missed" })}
                  <Unit>missed</Unit>
                </Cell>
                <Cell className={number}>
                  {formatTalk(talk_seconds)}
                  <Unit>talk</Unit>
                </Cell>
                <Cell className={number}>{Math.round((100 * connected) / calls)} %</Cell>
              </Row>
            );
          })}
        </TableBody>
      </Table>
    </Card>
  );
}

/** What a figure counts, where its column's head is not to be seen. */
function Unit({ children }: { children: string }) {
  return <span className="text-muted md:hidden"> {children}</span>;
}
