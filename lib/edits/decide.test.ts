import fc from "fast-check";
import { expect, test } from "vitest";
import { type Edit, merge, same, type Values } from "@/lib/edits/decide";

const names = ["name", "notes", "company", "phone:+12065550123"];
const value = fc.oneof(
  fc.constantFrom<unknown>(null, "", "a", "b", "c", 1, true),
  fc.subarray(["US", "CA", "MX"]),
  fc.constantFrom({ label: "home" }, { label: "work" }),
);
const row = fc.record(Object.fromEntries(names.map((name) => [name, value])));
const open = (loaded: Values): Edit => ({ loaded, seen: {}, choices: {} });

/** What is in the row once it is saved. */
function saved(edit: Edit, typed: Values, current: Values): Values | string[] {
  const merged = merge(edit, typed, current);
  return merged.kind === "save" ? { ...current, ...merged.changes } : merged.fields;
}

test("a field is mine where only I changed it, theirs where only they did, else a conflict", () => {
  fc.assert(
    fc.property(row, row, row, (loaded, mine, theirs) => {
      const both = names.filter(
        (name) =>
          !same(mine[name], loaded[name]) &&
          !same(theirs[name], loaded[name]) &&
          !same(mine[name], theirs[name]),
      );
      const result = saved(open(loaded), mine, theirs);
      if (both.length > 0) {
        expect(result).toEqual(both);
        return;
      }
      for (const name of names) {
        const wanted = same(mine[name], loaded[name]) ? theirs[name] : mine[name];
        expect(same(Reflect.get(result, name), wanted), name).toBe(true);
      }
    }),
  );
});

test("who saves first does not matter: the same row, or the same conflicts", () => {
  fc.assert(
    fc.property(row, row, row, (loaded, mine, theirs) => {
      const one = saved(open(loaded), mine, theirs);
      const other = saved(open(loaded), theirs, mine);
      expect(same(one, other)).toBe(true);
    }),
  );
});

test("once something is chosen for every conflict, it is saved, and holds exactly that", () => {
  const choices = fc.record(
    Object.fromEntries(names.map((name) => [name, fc.constantFrom("mine", "theirs")])),
  );
  fc.assert(
    fc.property(row, row, row, choices, (loaded, mine, theirs, chosen) => {
      const first = merge(open(loaded), mine, theirs);
      if (first.kind === "save") return;
      const seen = Object.fromEntries(first.fields.map((name) => [name, theirs[name]]));
      const result = saved({ loaded, seen, choices: chosen }, mine, theirs);
      for (const name of first.fields) {
        const wanted = chosen[name] === "mine" ? mine[name] : theirs[name];
        expect(same(Reflect.get(result, name), wanted), name).toBe(true);
      }
    }),
  );
});

test("a form that is sent twice changes nothing the second time", () => {
  fc.assert(
    fc.property(row, row, (loaded, mine) => {
      const once = saved(open(loaded), mine, loaded);
      if (Array.isArray(once)) throw new Error("a conflict with nobody");
      expect(merge(open(loaded), mine, once)).toEqual({ kind: "save", changes: {} });
    }),
  );
});

test("a choice about a field that was not shown counts for nothing", () => {
  const edit: Edit = { loaded: { notes: "a" }, seen: {}, choices: { notes: "mine" } };
  expect(merge(edit, { notes: "mine" }, { notes: "theirs" })).toEqual({
    kind: "conflict",
    fields: ["notes"],
  });
});

test.each([
  ["lines as browsers send them", "a\r\nb", "a\nb"],
  ["what is trimmed", " a ", "a"],
  ["nothing", undefined, null],
  ["nothing typed", "", null],
  ["a set in another order", ["US", "CA"], ["CA", "US"]],
  ["columns in another order", { label: "a", phone: "b" }, { phone: "b", label: "a" }],
])("%s is the same", (_, one, other) => {
  expect(same(one, other)).toBe(true);
});
