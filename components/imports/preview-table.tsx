import { z } from "zod";
import { Badge, type Tone } from "@/components/ui/badge";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { formatPhone } from "@/lib/core/phone";
import type { PreviewRow } from "@/lib/imports/preview";
import { reasonWords } from "@/lib/imports/words";

const looks: Record<PreviewRow["outcome"], { label: string; tone: Tone }> = {
  created: { label: "New", tone: "ok" },
  updated: { label: "Update", tone: "accent" },
  skipped: { label: "Skip", tone: "neutral" },
  failed: { label: "Error", tone: "danger" },
};

const Flat = z.looseObject({ name: z.string(), company: z.string() });
const Phone = z.object({ extension: z.string(), label: z.string() });

/** The first rows as they will be: the contact that comes of each, or why none does. */
export function PreviewTable({ rows, country }: { rows: PreviewRow[]; country: string }) {
  return (
    <Table label="Preview" fixed>
      <TableHead>
        <HeadCell className="lg:w-16">Row</HeadCell>
        <HeadCell className="lg:w-24">Result</HeadCell>
        <HeadCell className="lg:w-[32%]">Contact</HeadCell>
        <HeadCell>Numbers</HeadCell>
        <HeadCell className="lg:w-[24%]">Email</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const { label, tone } = looks[row.outcome];
          const flat = Flat.safeParse(row.flat).data;
          const isIn = row.outcome === "created" || row.outcome === "updated";
          return (
            <Row key={row.line}>
              <Cell className="text-muted tabular-nums">
                <span className="md:hidden">Row </span>
                {row.line}
              </Cell>
              <Cell>
                <Badge tone={tone}>{label}</Badge>
              </Cell>
              {isIn && flat ? (
                <>
                  <Cell>
                    <span className="block truncate font-medium text-ink">{flat.name}</span>
                    <span className="block truncate text-[13px] text-muted">{flat.company}</span>
                  </Cell>
                  <Cell className="max-md:empty:hidden">
                    {numbersOf(row, country).map((number) => (
                      <span key={number} className="block truncate tabular-nums">
                        {number}
                      </span>
                    ))}
                  </Cell>
                  <Cell className="max-md:empty:hidden">
                    {emailsOf(row).map((email) => (
                      <span key={email} className="block truncate">
                        {email}
                      </span>
                    ))}
                    {row.without && (
                      <span className="block text-[13px] break-words text-warn-text">
                        {row.without} Left out.
                      </span>
                    )}
                  </Cell>
                </>
              ) : (
                <Cell colSpan={3}>
                  <span className="block">{reasonWords(row.reason, row.contact)}</span>
                  <span className="line-clamp-1 text-[13px] break-all text-muted">
                    {row.cells
                      .filter((cell) => cell.trim() !== "")
                      .join(" · ")
                      .slice(0, 300)}
                  </span>
                </Cell>
              )}
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** The contact's numbers, those of the row first and in its order. */
function numbersOf({ flat, numbers }: PreviewRow, country: string): string[] {
  const there = Object.entries(flat ?? {}).flatMap(([field, value]) => {
    const number = /^phone:(.+)$/.exec(field)?.[1];
    const phone = Phone.safeParse(value).data;
    return number && phone ? { number, ...phone } : [];
  });
  const place = (number: string) => numbers.indexOf(number) + 1 || numbers.length + 1;
  return there
    .toSorted((one, other) => place(one.number) - place(other.number))
    .map(({ number, extension, label }) => `${formatPhone(number, country, extension)} · ${label}`);
}

function emailsOf({ flat }: PreviewRow): string[] {
  return Object.keys(flat ?? {}).flatMap((field) => /^email:(.+)$/.exec(field)?.[1] ?? []);
}
