import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import {
  admin,
  beginOutbound,
  inboundId,
  machine,
  type Planted,
  plantTenant,
  rankOf,
  record,
  recordOf,
} from "@/tests/telephony/record/call-record";
import { inboundScenarios } from "@/tests/telephony/record/inbound-scenarios";
import { outboundScenarios } from "@/tests/telephony/record/outbound-scenarios";
import type { Scenario } from "@/tests/telephony/record/told";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** The same scenario on a call of its own: fresh CallSids. */
async function play(scenario: Scenario, order: (events: Scenario["events"]) => Scenario["events"]) {
  const callId =
    scenario.direction === "outbound"
      ? await beginOutbound(tenant)
      : inboundId(tenant, scenario.parentSid);
  const ranks: number[] = [];
  for (const event of order(scenario.events)) {
    await record(tenant, callId, event);
    ranks.push(await rankOf(callId));
  }
  return { callId, ranks };
}

/** Without ids, and with SIDs by their part in the call: those differ from play to play. */
function comparable(rows: Awaited<ReturnType<typeof recordOf>>, parentSid: string) {
  const named = (value: unknown) =>
    JSON.stringify(value, (key, inner) => (key === "call_id" ? undefined : inner)).replace(
      /(?:CA|RE)([0-9a-f]{32})/g,
      (_, hex: string) => (parentSid.endsWith(hex) ? "parent" : "child"),
    );
  const events = rows.events.filter(({ event_type }) => event_type !== "initiate");
  return {
    call: named(rows.call),
    legs: rows.legs.map(named).sort(),
    events: events.map(named).sort(),
    recordings: rows.recordings.map(named).sort(),
  };
}

const nobody: Planted = { id: "", rep: randomUUID(), numberId: "", accountSid: "", authToken: "" };
const kinds = {
  outbound: () => outboundScenarios(),
  inbound: () => inboundScenarios(tenant),
};

/** Whose legs are whose. */
const roles = {
  outbound: { parent: "rep", child: "customer" },
  inbound: { parent: "caller", child: "rep" },
};

describe.each(["outbound", "inbound"] as const)("%s", (direction) => {
  const names = direction === "outbound" ? outboundScenarios() : inboundScenarios(nobody);

  test.each(names.map(({ name }, index) => ({ name, index })))(
    "$name: ends as it should, in any order, with every event told twice",
    async ({ index }) => {
      const scenario = () => kinds[direction]()[index] as Scenario;
      const first = scenario();
      const { callId, ranks } = await play(first, (events) => events);
      const rows = await recordOf(callId);
      expect(rows.call).toMatchObject(first.ends);
      for (const { parent_call_sid, role } of rows.legs) {
        expect(role).toBe(roles[direction][parent_call_sid ? "child" : "parent"]);
      }
      expect(rows.events.map((event) => event.problem).filter(Boolean)).toEqual([]);
      expect(ranks).toEqual([...ranks].sort());

      const order = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: 60,
        maxLength: 60,
      });
      await fc.assert(
        fc.asyncProperty(order, async (weights) => {
          const again = scenario();
          const shuffled = await play(again, (events) =>
            [...events, ...events]
              .map((event, place) => ({ event, weight: weights[place] ?? 0 }))
              .sort((a, b) => a.weight - b.weight)
              .map(({ event }) => event),
          );
          expect(shuffled.ranks).toEqual([...shuffled.ranks].sort());
          expect(comparable(await recordOf(shuffled.callId), again.parentSid)).toEqual(
            comparable(rows, first.parentSid),
          );
        }),
        { numRuns: 12 },
      );
    },
  );

  test("all at once: the same rows again", async () => {
    for (const scenario of kinds[direction]()) {
      const callId =
        direction === "outbound"
          ? await beginOutbound(tenant)
          : inboundId(tenant, scenario.parentSid);
      await Promise.all(scenario.events.map((event) => record(tenant, callId, event)));
      expect((await recordOf(callId)).call, scenario.name).toMatchObject(scenario.ends);
    }
  });
});
