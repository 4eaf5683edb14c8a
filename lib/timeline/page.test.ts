import fc from "fast-check";
import { expect, test } from "vitest";
import { pageOf, readCursor } from "@/lib/call-log/cursor";
import { mergeNewest } from "@/lib/timeline/page";

const moments = ["2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00.1+00:00"];
const more = ["2026-01-01T00:00:00.12+00:00", "2026-01-01T00:00:01+00:00"];
const entry = fc.record({
  created_at: fc.constantFrom(...moments, ...more),
  id: fc.uuid({ version: 4 }),
  kind: fc.constantFrom("calls", "notes", "tasks", "changes"),
});
type Entry = { created_at: string; id: string; kind: string };

const time = ({ created_at }: Entry) => Number(created_at.slice(17).replace("+00:00", ""));
const isAfter = (one: Entry, other: Entry) =>
  time(one) !== time(other) ? time(one) < time(other) : one.id < other.id;

/** As the database gives a kind's page: newest first, after the cursor, one more than asked for. */
function readKind(all: Entry[], kind: string, before: Entry | undefined, size: number): Entry[] {
  const rows = all.filter((each) => each.kind === kind && (!before || isAfter(each, before)));
  return rows.sort((one, other) => (isAfter(one, other) ? 1 : -1)).slice(0, size + 1);
}

test("page by page every entry comes once, newest first, also at one moment", () => {
  const timeline = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 40 });
  fc.assert(
    fc.property(timeline, fc.integer({ min: 1, max: 7 }), (all, size) => {
      const seen: Entry[] = [];
      let before: Entry | undefined;
      for (;;) {
        const kinds = ["calls", "notes", "tasks", "changes"];
        const lists = kinds.map((kind) => readKind(all, kind, before, size));
        const { rows, next } = pageOf(mergeNewest(lists, size), size);
        seen.push(...rows);
        if (!next) break;
        expect(readCursor(next)?.id).toBe(rows.at(-1)?.id);
        before = rows.at(-1);
      }
      expect(seen).toEqual(all.toSorted((one, other) => (isAfter(one, other) ? 1 : -1)));
    }),
  );
});
