import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { branchesOf } from "@/lib/routing/branches";
import { checkRoute, isSound } from "@/lib/routing/check";
import { defaultRoute } from "@/lib/routing/default-route";
import { addStep, leftBy, removeStep, start, targetOf } from "@/lib/routing/edit/draft";
import { offeredKinds } from "@/lib/routing/edit/new-step";
import { outlineOf } from "@/lib/routing/edit/outline";
import { Route } from "@/lib/routing/route";
import { anyRoute } from "@/tests/support/any-route";

const company = { name: "Acme Solar", time_zone: "America/New_York", language: "en-US" } as const;
const route = defaultRoute(company);
const id = "new-1";

describe("a step that is added", () => {
  test.each(offeredKinds)("of the kind %s is one that can be saved", (kind) => {
    const grown = addStep(route, start, kind, { id, time_zone: "UTC" });
    expect(Route.parse(grown)).toEqual(grown);
    expect(grown.first).toBe(id);
  });

  test("leads on to what stood in its place, and all of the route still ends", () => {
    const place = { step: "hours", branch: "closed" };
    const grown = addStep(route, place, "owner", { id, time_zone: "UTC" });
    expect(targetOf(grown, place)).toBe(id);
    expect(targetOf(grown, { step: id, branch: "no_answer" })).toBe("closed");
    expect(isSound(checkRoute(grown, { people: new Set(["a"]), mayCall: () => true }))).toBe(true);
  });

  test("opening hours ask what happens while closed", () => {
    const grown = addStep(route, start, "hours", { id, time_zone: "UTC" });
    const found = checkRoute(grown, { people: new Set(["a"]), mayCall: () => true });
    expect(found.map(({ step, branch }) => [step, branch])).toEqual([[id, "closed"]]);
  });
});

test("what is said to lead nowhere without a step is just what does", () => {
  const nowhere = (of: Route) =>
    Object.entries(of.steps)
      .flatMap(([step, own]) => branchesOf(own).map((one) => ({ step, ...one })))
      .filter(({ to }) => to === null)
      .map(({ step, branch }) => ({ step, branch }));
  fc.assert(
    fc.property(anyRoute, fc.nat(), (of, nth) => {
      const ids = Object.keys(of.steps);
      const gone = ids[nth % ids.length] ?? "";
      const without = removeStep(of, gone);
      expect(Object.keys(without.steps)).toEqual(ids.filter((one) => one !== gone));
      const left = leftBy(of, gone).filter(({ step }) => step !== null);
      expect(nowhere(without)).toEqual(left);
    }),
  );
});

test("a greeting that is removed is passed by", () => {
  expect(leftBy(route, "greeting")).toEqual([]);
  expect(removeStep(route, "greeting").first).toBe("hours");
});

test("the outline has each step once, below the first branch that leads to it", () => {
  fc.assert(
    fc.property(anyRoute, (of) => {
      const { order, ways, loose } = outlineOf(of);
      expect(order.toSorted()).toEqual(Object.keys(of.steps).toSorted());
      const below = [...ways.values()].flat().filter(({ place }) => place === "below");
      const roots = [of.first, ...loose].filter((one) => one !== null);
      expect([...roots, ...below.map(({ to }) => to)].toSorted()).toEqual(order.toSorted());
    }),
  );
});

test("branches that lead to the same step are one way", () => {
  const [way, ...others] = outlineOf(route).ways.get("everyone") ?? [];
  expect(way).toMatchObject({ to: "nobody", branches: ["not_free", "no_answer"] });
  expect(others).toEqual([]);
});
