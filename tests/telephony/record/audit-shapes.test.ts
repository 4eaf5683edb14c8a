import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { compareCall } from "@/lib/reconcile/compare";
import {
  admin,
  beginOutbound,
  type Happening,
  inboundId,
  machine,
  plantTenant,
  record,
} from "@/tests/telephony/record/call-record";
import {
  eventsOf,
  type ShapeScenario,
  shapeScenarios,
} from "@/tests/telephony/record/shape-scenarios";
import { priced } from "@/tests/telephony/record/told";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** What Twilio's list says of a scenario's legs once all are over and priced. */
function listOf(events: Happening[]) {
  const legs = new Map<string, Happening>();
  for (const event of events) {
    if (event.status && event.call_sid) legs.set(event.call_sid, event);
  }
  return [...legs].map(([sid, { status, duration, parent_call_sid, role, occurred_at }]) => ({
    leg: { sid, parentCallSid: parent_call_sid ?? null, status: status ?? "" },
    duration: duration === undefined ? "0" : String(duration),
    price: status === "completed" ? "-0.01000" : null,
    event: { ...priced(sid, status, "-0.01", 0), inferred_role: role, occurred_at },
  }));
}

async function callIdOf({ direction }: ShapeScenario, events: Happening[]): Promise<string> {
  if (direction === "outbound") return beginOutbound(tenant);
  return direction === "internal" ? randomUUID() : inboundId(tenant, events[0]?.call_sid ?? "");
}

test.each(shapeScenarios)("the audit finds nothing to say of $name", async (scenario) => {
  const events = eventsOf(scenario, tenant);
  const callId = await callIdOf(scenario, events);
  const list = listOf(events);
  const priceEvents = list.filter(({ price }) => price !== null).map(({ event }) => event);
  for (const event of [...events, ...priceEvents]) {
    await record(tenant, callId, { ...event, dedupe_key: `${callId} ${event.dedupe_key}` });
  }
  const atTwilio = list.map(({ leg, duration, price }) => ({ ...leg, duration, price }));
  const sids = atTwilio.map(({ sid }) => sid);
  const [row] =
    await machine`select machine.audit_calls(${tenant.id}, ${machine.json(sids)}) as calls`;
  expect(row?.calls).toHaveLength(1);
  expect(compareCall(row?.calls[0], atTwilio)).toEqual([]);
});
