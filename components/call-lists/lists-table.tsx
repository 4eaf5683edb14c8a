import { ProgressLine } from "@/components/call-lists/progress";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { type Figure, progressOf, resultsOf } from "@/lib/call-lists/progress";
import type { CallListRow } from "@/lib/call-lists/store";
import { stateNames } from "@/lib/call-lists/words";

/** Call lists with how far they are, and what came of them. */
export function ListsTable({
  rows,
  figures,
  labels,
  names,
}: {
  rows: CallListRow[];
  figures: Figure[];
  labels: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
}) {
  return (
    <Table label="Call lists" fixed>
      <TableHead>
        <HeadCell className="lg:w-[30%]">Name</HeadCell>
        <HeadCell className="lg:w-[26%]">Progress</HeadCell>
        <HeadCell>Results</HeadCell>
        <HeadCell className="lg:w-[16%]">Owner</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map(({ id, name, state, owner_id }) => {
          const own = figures.filter(({ list_id }) => list_id === id);
          const results = resultsOf(own, labels);
          return (
            <Row key={id} className="relative">
              <Cell>
                <span className="flex items-center gap-2">
                  <Link
                    href={`/call-lists/${id}`}
                    prefetch={false}
                    className="min-w-0 truncate font-medium text-ink after:absolute after:inset-0"
                  >
                    {name}
                  </Link>
                  {state === "paused" && <Badge tone="warn">{stateNames.paused}</Badge>}
                </span>
              </Cell>
              <Cell>
                <ProgressLine progress={progressOf(own)} />
              </Cell>
              <Cell className="text-[13px] text-muted empty:max-md:hidden">
                {results
                  .slice(0, 3)
                  .map(([words, count]) => `${words} ${count}`)
                  .join(" · ")}
              </Cell>
              <Cell className="text-muted">{names.get(owner_id) ?? "Someone"}</Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
