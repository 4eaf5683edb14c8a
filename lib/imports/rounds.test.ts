import fc from "fast-check";
import { expect, test } from "vitest";
import { inRounds } from "@/lib/imports/rounds";

const row = fc.record({
  emails: fc
    .subarray(["a@x.test", "b@x.test"])
    .map((all) => all.map((email) => ({ email, label: "work" as const }))),
  phones: fc
    .subarray(["+12065550123", "+12065550124"])
    .map((numbers) => numbers.map((phone) => ({ phone, extension: "", label: "work" as const }))),
  reason: fc.constantFrom(null, null, null, "wrong"),
});
const keys = ({ emails, phones }: { emails: { email: string }[]; phones: { phone: string }[] }) =>
  new Set([...phones.map(({ phone }) => phone), ...emails.map(({ email }) => email)]);

test("rows of a round share nothing, rounds keep the order of rows, and none is smaller than it must be", () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const placed = inRounds(rows);
      const rounds = placed.map(({ round }) => round);
      expect(rounds).toEqual(rounds.toSorted((one, other) => one - other));
      const isAlone = rows.every((one, nth) =>
        rows.slice(0, nth).every((earlier) => keys(one).isDisjointFrom(keys(earlier))),
      );
      if (isAlone) expect(Math.max(0, ...rounds)).toBe(0);
      for (const [index, one] of placed.entries()) {
        for (const earlier of placed.slice(0, index)) {
          const shares = keys(one).intersection(keys(earlier)).size > 0;
          if (shares && one.reason === null && earlier.reason === null) {
            expect(one.round).toBeGreaterThan(earlier.round);
          }
        }
      }
    }),
  );
});
