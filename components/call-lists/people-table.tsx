import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Member } from "@/lib/auth/member";
import type { EntryState } from "@/lib/call-lists/schema";
import type { EntryRow } from "@/lib/call-lists/store";
import { reasonWords, resultWords } from "@/lib/call-lists/words";
import { formatWhen } from "@/lib/core/time";

/** A list's contacts in one state, each with why it waits, what came of it, or who has it. */
export function PeopleTable({
  rows,
  state,
  labels,
  names,
  member,
}: {
  rows: EntryRow[];
  state: EntryState;
  labels: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
  member: Member;
}) {
  const zone = member.tenant.time_zone;
  const when = (row: EntryRow) => {
    const iso = state === "waiting" ? row.next_attempt_at : row.finished_at;
    return iso && !Number.isNaN(Date.parse(iso)) ? formatWhen(iso, zone) : "";
  };
  const who = (row: EntryRow) => names.get((row.claimed_by ?? row.finished_by) || "") ?? "";
  return (
    <Table label="People on this list" fixed>
      <TableHead>
        <HeadCell className="lg:w-[32%]">Name</HeadCell>
        <HeadCell className="lg:w-[26%]">{state === "done" ? "Outcome" : "Why"}</HeadCell>
        <HeadCell>{state === "waiting" ? "Not before" : "When"}</HeadCell>
        <HeadCell>Person</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id} className="relative">
            <Cell>
              <Link
                href={`/contacts/${row.contacts.id}`}
                prefetch={false}
                className="font-medium break-words text-ink after:absolute after:inset-0"
              >
                {row.contacts.name}
              </Link>
            </Cell>
            <Cell className="text-muted">
              {state === "done" ? resultWords(row, labels) : reasonWords(row.reason)}
              {row.note && <>: {row.note}</>}
            </Cell>
            <Cell className="whitespace-nowrap text-muted tabular-nums empty:max-md:hidden">
              {when(row)}
            </Cell>
            <Cell className="text-muted empty:max-md:hidden">{who(row)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
