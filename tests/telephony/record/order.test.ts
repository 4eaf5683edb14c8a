import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { CallEvent } from "@/lib/record/event";
import type { CallScript } from "@/local/scenarios/call";
import { catalogue } from "@/local/scenarios/catalogue";
import type { Scenario } from "@/local/scenarios/scenario";
import {
  admin,
  at,
  machine,
  plantTenant,
  rank,
  record,
  recordOf,
} from "@/tests/telephony/record/call-record";
import { number, writtenCall } from "@/tests/telephony/record/written-call";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const scenarios = catalogue.filter(({ events }) => events !== undefined);

/** Delivers a scenario's events in an order; gives the call, and how far it was after each. */
async function deliver(
  scenario: Scenario,
  order: (events: CallEvent[]) => CallEvent[] = (events) => events,
) {
  const call = await writtenCall(scenario, tenant);
  const ranks: number[] = [];
  for (const event of order(call.events)) {
    const { status } = await record(tenant, call.callId, event);
    ranks.push(rank[status] ?? 3);
  }
  return { call, ranks, rows: await recordOf(call.callId) };
}

/** The rows with each id by its part in the call: ids differ from call to call. */
function comparable({ callId, names }: CallScript, rows: Awaited<ReturnType<typeof recordOf>>) {
  const named = (value: unknown) =>
    JSON.stringify(value)
      .replaceAll(callId, "call")
      .replace(/(?:CA|RE)[0-9a-f]{32}/g, (sid) => names.get(sid) ?? sid);
  const { call, ...others } = rows;
  const lists = Object.entries(others).map(([table, list]) => [
    table,
    list.map(({ call_id: _, ...row }) => named(row)).sort(),
  ]);
  return { call: named(call), ...Object.fromEntries(lists) };
}

/** What the call's row has to say. */
function rowOf({ direction, row: { created_after, ...row } }: Scenario, { customer }: CallScript) {
  const parties = {
    inbound: { from_number: customer, to_number: number },
    outbound: { from_number: number, to_number: customer },
    internal: {},
  };
  return {
    ...row,
    ...parties[direction],
    ...{ direction, stage: "ended" },
    ...(created_after !== undefined && { created_at: new Date(at(created_after)) }),
  };
}

const isForward = (ranks: number[]) => expect(ranks).toEqual([...ranks].sort());

const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 80,
  maxLength: 80,
});

describe.each(scenarios)("$name", (scenario) => {
  test("is recorded as what it was", async () => {
    const { call, ranks, rows } = await deliver(scenario);
    expect(rows.events.map(({ problem }) => problem).filter(Boolean)).toEqual([]);
    expect(rows.call).toMatchObject(rowOf(scenario, call));
    if (!scenario.mayReopen) isForward(ranks);
    for (const { call_sid, role } of rows.legs) {
      expect(call.names.get(call_sid)?.split(" ")[0]).toBe(role);
    }
    const talked = rows.legs
      .toSorted((a, b) => (a.first_seen_at < b.first_seen_at ? -1 : 1))
      .map(({ talk_seconds }) => talk_seconds)
      .filter((seconds) => seconds !== null);
    expect(talked).toEqual(scenario.people ?? talked);
  });

  test("in any order, with every event delivered twice: the same rows", async () => {
    const first = await deliver(scenario);
    await fc.assert(
      fc.asyncProperty(weights, async (weights) => {
        const again = await deliver(scenario, (events) =>
          [...events, ...events]
            .map((event, place) => ({ event, weight: weights[place] ?? 0 }))
            .sort((a, b) => a.weight - b.weight)
            .map(({ event }) => event),
        );
        if (!scenario.mayReopen) isForward(again.ranks);
        expect(comparable(again.call, again.rows)).toEqual(comparable(first.call, first.rows));
      }),
      // A smaller order that fails would take minutes to find.
      { numRuns: 4, endOnFailure: true },
    );
  });

  test("all at once: the same rows again", async () => {
    const call = await writtenCall(scenario, tenant);
    await Promise.all(call.events.map((event) => record(tenant, call.callId, event)));
    expect((await recordOf(call.callId)).call).toMatchObject(rowOf(scenario, call));
  });
});

test("a call whose first rep hung up is in progress while the customer talks to the second", async () => {
  const transfer = catalogue.filter(({ name, events }) => events && name.includes("transferred"));
  expect(transfer).toHaveLength(2);
  for (const scenario of transfer) {
    const own = await plantTenant();
    const { callId, events } = await writtenCall(scenario, own);
    for (const event of events.slice(0, -2)) await record(own, callId, event);
    expect((await recordOf(callId)).call, scenario.name).toMatchObject({
      status: "in-progress",
      stage: "connected",
    });
  }
});
