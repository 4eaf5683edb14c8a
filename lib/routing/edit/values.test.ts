import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { merge } from "@/lib/edits/decide";
import { isSame } from "@/lib/edits/written";
import { defaultRoute } from "@/lib/routing/default-route";
import { withStep } from "@/lib/routing/edit/draft";
import { draftOf, valuesOf } from "@/lib/routing/edit/values";
import { Route, type Step } from "@/lib/routing/route";
import { anyRoute } from "@/tests/support/any-route";

const company = { name: "Acme Solar", time_zone: "America/New_York", language: "en-US" } as const;
const draft = defaultRoute(company);
const loaded = valuesOf({ name: "Main", draft });
const edit = { loaded, seen: {}, choices: {} };
const [ana, ben] = ["4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01", "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c02"];
const ring = (people: string[]): Step => ({
  ...{ kind: "ring", name: "Sales", who: { kind: "people", people }, order: "in_turn" },
  ...{ seconds: 20, not_free: "nobody", no_answer: "nobody" },
});
const valuesWith = (id: string, step: Step) =>
  valuesOf({ name: "Main", draft: withStep(draft, id, step) });

test("a route comes back from its columns as it was", () => {
  fc.assert(
    fc.property(anyRoute, (route) => {
      const back = Route.parse(draftOf(valuesOf({ name: "Main", draft: route })));
      expect(isSame(back, route)).toBe(true);
    }),
  );
});

describe("two people who edit one route", () => {
  test("change two steps, and both are saved", () => {
    const mine = valuesWith("everyone", ring([ana]));
    const theirs = valuesWith("greeting", { ...ring([ben]), name: "Theirs" });
    const merged = merge(edit, mine, theirs);
    if (merged.kind !== "save") throw new Error("a conflict");
    const both = Route.parse(draftOf({ ...theirs, ...merged.changes }));
    expect([both.steps.everyone?.name, both.steps.greeting?.name]).toEqual(["Sales", "Theirs"]);
  });

  test("change the same step, and are asked", () => {
    const merged = merge(
      edit,
      valuesWith("everyone", ring([ana])),
      valuesWith("everyone", ring([ben])),
    );
    expect(merged).toEqual({ kind: "conflict", fields: ["step everyone"] });
  });

  test("the order of people in a step is a change", () => {
    const opened = { ...edit, loaded: valuesWith("everyone", ring([ana, ben])) };
    const merged = merge(opened, valuesWith("everyone", ring([ben, ana])), opened.loaded);
    expect(merged).toMatchObject({
      kind: "save",
      changes: { "step everyone": expect.any(String) },
    });
  });
});
