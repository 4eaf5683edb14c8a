import { Badge, type Tone } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { formatWhen } from "@/lib/core/time";
import type { ListedImport } from "@/lib/imports/store";
import { hasStopped, stageOf, stageWords } from "@/lib/imports/words";

const tones: Record<keyof typeof stageWords, Tone> = {
  uploading: "neutral",
  draft: "neutral",
  running: "accent",
  done: "ok",
  undoing: "accent",
  undone: "neutral",
};

/** Past imports, newest first. */
export function ImportList({
  imports,
  people,
  timeZone,
}: {
  imports: ListedImport[];
  /** Names by id. */
  people: Map<string, string>;
  timeZone: string;
}) {
  const now = new Date();
  return (
    <Table label="Past imports" fixed>
      <TableHead>
        <HeadCell className="lg:w-[36%]">File</HeadCell>
        <HeadCell>By</HeadCell>
        <HeadCell>When</HeadCell>
        <HeadCell>Added</HeadCell>
        <HeadCell>Updated</HeadCell>
        <HeadCell>State</HeadCell>
      </TableHead>
      <TableBody>
        {imports.map((one) => {
          const stage = stageOf(one.stage);
          return (
            <Row key={one.id} className="relative">
              <Cell>
                <Link
                  href={`/contacts/import/${one.id}`}
                  prefetch={false}
                  className="block truncate font-medium text-ink after:absolute after:inset-0"
                >
                  {one.file_name || "Unnamed file"}
                </Link>
              </Cell>
              <Cell className="text-muted">{people.get(one.created_by) ?? "Someone"}</Cell>
              <Cell className="whitespace-nowrap text-muted tabular-nums">
                {formatWhen(one.created_at, timeZone)}
              </Cell>
              <Cell className="text-muted tabular-nums">
                <span className="md:hidden">Added: </span>
                {one.created.toLocaleString("en-US")}
              </Cell>
              <Cell className="text-muted tabular-nums">
                <span className="md:hidden">Updated: </span>
                {one.updated.toLocaleString("en-US")}
              </Cell>
              <Cell>
                {hasStopped(one, now) ? (
                  <Badge tone="warn">Stopped</Badge>
                ) : (
                  <Badge tone={tones[stage]}>{stageWords[stage]}</Badge>
                )}
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
