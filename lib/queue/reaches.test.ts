import { expect, test } from "vitest";
import { reaches } from "@/lib/queue/reaches";
import { defaultRoute } from "@/lib/routing/default-route";
import { Route } from "@/lib/routing/route";

const base = defaultRoute({ name: "Acme Solar", time_zone: "UTC", language: "en-US" });
const queue = {
  ...{ kind: "queue", name: "Sales", who: { kind: "everyone" }, max_waiting: 5, priority: 0 },
  ...{ max_wait_seconds: 300, callback_key: "1", full: "closed", waited_too_long: "closed" },
};
/** Open from nine to five: everybody's phone rings, then the caller waits. */
const route = Route.parse({
  ...base,
  steps: {
    ...base.steps,
    everyone: { ...base.steps.everyone, not_free: "queue", no_answer: "nobody" },
    queue,
  },
});

test.each([
  ["2026-06-02T12:00:00Z", true],
  ["2026-06-02T17:00:00Z", false],
  ["2026-06-06T12:00:00Z", false],
])("at %s a call could come to the queue: %s", (moment, can) => {
  expect(reaches(route, "queue", new Date(moment))).toBe(can);
  expect(reaches(route, "elsewhere", new Date(moment))).toBe(false);
});

test("a route that leads back to itself is looked through once", () => {
  const { steps } = route;
  const loop = { ...queue, full: "everyone", waited_too_long: "queue" };
  const looped = Route.parse({ ...route, steps: { ...steps, queue: loop } });
  expect(reaches(looped, "gone", new Date("2026-06-02T12:00:00Z"))).toBe(false);
});
