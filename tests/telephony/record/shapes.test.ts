import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import {
  admin,
  beginOutbound,
  type Happening,
  inboundId,
  machine,
  type Planted,
  plantTenant,
  record,
  recordOf,
} from "@/tests/telephony/record/call-record";
import {
  eventsOf,
  type ShapeScenario,
  shapeScenarios,
} from "@/tests/telephony/record/shape-scenarios";

const shared = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

async function callIdOf(
  { direction }: ShapeScenario,
  events: Happening[],
  tenant: Planted,
): Promise<string> {
  if (direction === "outbound") return beginOutbound(tenant);
  return direction === "internal" ? randomUUID() : inboundId(tenant, events[0]?.call_sid ?? "");
}

async function play(
  scenario: ShapeScenario,
  order: (events: Happening[]) => Happening[] = (events) => events,
  tenant = shared,
) {
  const events = eventsOf(scenario, tenant);
  const callId = await callIdOf(scenario, events, tenant);
  const keyed = events.map((event) => ({ ...event, dedupe_key: `${callId} ${event.dedupe_key}` }));
  for (const event of order(keyed)) await record(tenant, callId, event);
  const { call, legs, events: ledger } = await recordOf(callId);
  return {
    problems: ledger.map(({ problem }) => problem).filter(Boolean),
    status: call.status,
    outcome: call.outcome,
    reason: call.outcome_reason,
    talk: call.duration_seconds,
    stage: call.stage,
    ended: call.ended_at,
    owner: call.user_id,
    each: legs
      .toSorted((a, b) => (a.first_seen_at < b.first_seen_at ? -1 : 1))
      .map(({ talk_seconds }) => talk_seconds)
      .filter((seconds) => seconds !== null),
  };
}

describe.each(shapeScenarios)("$name", (scenario) => {
  test("is recorded as what it was", async () => {
    const { problems, ended, owner, ...said } = await play(scenario);
    expect(problems).toEqual([]);
    expect(said).toEqual({ each: [], ...scenario.ends, stage: "ended" });
  });

  test("in any order, any number of times: the same", async () => {
    const once = await play(scenario);
    const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 80,
      maxLength: 80,
    });
    await fc.assert(
      fc.asyncProperty(weights, async (order) => {
        const again = await play(scenario, (events) =>
          [...events, ...events]
            .map((event, place) => ({ event, weight: order[place] ?? 0 }))
            .sort((a, b) => a.weight - b.weight)
            .map(({ event }) => event),
        );
        expect(again).toEqual({ ...once, ended: again.ended && once.ended });
      }),
      { numRuns: 12 },
    );
  });
});

test("a call whose first rep hung up is in progress while the customer talks to the second", async () => {
  const transfer = shapeScenarios.filter(({ name }) => name.startsWith("a transfer:"));
  expect(transfer).toHaveLength(2);
  for (const scenario of transfer) {
    const own = await plantTenant();
    const talking = await play(scenario, (events) => events.slice(0, -2), own);
    expect(talking, scenario.direction).toMatchObject({
      status: "in-progress",
      stage: "connected",
    });
  }
});
