import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assemble, flatten } from "@/lib/contacts/decide";
import type { SaveContact } from "@/lib/contacts/schema";
import { merge, same } from "@/lib/edits/decide";

const base = {
  ...{ id: "1", name: "Jane", company: "", title: "", owner_id: null, stage_id: null },
  ...{ address: "", time_zone: null, custom: {}, emails: [], tags: [] },
};
const labels = ["mobile", "work", "home", "other"] as const;
const phones = fc.uniqueArray(fc.integer({ min: 100, max: 105 }), { maxLength: 5 }).chain((ends) =>
  fc.tuple(
    ...ends.map((end) =>
      fc.record({
        phone: fc.constant(`+12065550${end}`),
        extension: fc.constantFrom("", "7"),
        label: fc.constantFrom<(typeof labels)[number]>(...labels),
      }),
    ),
  ),
);
const contact = phones.map((entries): SaveContact => ({ ...base, phones: entries }));

/** What is written after a form that was opened with `loaded`; null for a conflict. */
function save(loaded: SaveContact, typed: SaveContact, current: SaveContact): SaveContact | null {
  const opened = { ...flatten(loaded) };
  const edit = { loaded: opened, seen: {}, choices: {} };
  const merged = merge(edit, flatten(typed, opened), flatten(current));
  return merged.kind === "save" ? assemble(merged.changes, current, typed, opened) : null;
}

const entry = ({ phones: list }: SaveContact, number: string) =>
  list.find(({ phone }) => phone === number);

describe("a contact's numbers, changed by two people:", () => {
  test("what one added, changed or removed is so afterwards, unless both did to one number", () => {
    fc.assert(
      fc.property(contact, contact, contact, (loaded, mine, theirs) => {
        const written = save(loaded, mine, theirs);
        if (!written) return;
        const numbers = [loaded, mine, theirs, written].flatMap(({ phones: list }) =>
          list.map(({ phone }) => phone),
        );
        for (const number of numbers) {
          const [was, my, their] = [loaded, mine, theirs].map((one) => entry(one, number));
          const changed = !same(my, was);
          expect(entry(written, number), number).toEqual(changed ? my : their);
        }
        expect(new Set(written.phones.map(({ phone }) => phone)).size).toBe(written.phones.length);
      }),
    );
  });

  test("whoever changed nothing writes nothing, the order included", () => {
    fc.assert(
      fc.property(contact, contact, (loaded, theirs) => {
        expect(save(loaded, loaded, theirs)).toEqual(theirs);
      }),
    );
  });

  test("alone, what was typed is what is written, in its order", () => {
    fc.assert(
      fc.property(contact, contact, (loaded, mine) => {
        expect(save(loaded, mine, loaded)).toEqual(mine);
      }),
    );
  });
});
