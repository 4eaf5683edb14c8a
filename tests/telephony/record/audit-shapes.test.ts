import { afterAll, expect, test } from "vitest";
import { compareCall } from "@/lib/reconcile/compare";
import type { CallEvent } from "@/lib/record/event";
import { conferenceScenarios } from "@/local/scenarios/conference";
import { otherPhoneScenarios } from "@/local/scenarios/other-phones";
import { servedScenarios } from "@/local/scenarios/served";
import { transferScenarios } from "@/local/scenarios/transfer";
import { admin, machine, plantTenant, record } from "@/tests/telephony/record/call-record";
import { priced } from "@/tests/telephony/record/events";
import { writtenCall } from "@/tests/telephony/record/written-call";

const shapes = [
  servedScenarios,
  transferScenarios,
  conferenceScenarios,
  otherPhoneScenarios,
].flatMap((room) => Object.values(room));
const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** What Twilio's list says of a scenario's legs once all are over and priced. */
function listOf(events: CallEvent[]) {
  const legs = new Map<string, CallEvent>();
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

test.each(shapes)("the audit finds nothing to say of $name", async (scenario) => {
  const { callId, events } = await writtenCall(scenario, tenant);
  const list = listOf(events);
  const priceEvents = list.filter(({ price }) => price !== null).map(({ event }) => event);
  for (const event of [...events, ...priceEvents]) {
    await record(tenant, callId, event);
  }
  const atTwilio = list.map(({ leg, duration, price }) => ({ ...leg, duration, price }));
  const sids = atTwilio.map(({ sid }) => sid);
  const [row] =
    await machine`select machine.audit_calls(${tenant.id}, ${machine.json(sids)}) as calls`;
  expect(row?.calls).toHaveLength(1);
  expect(compareCall(row?.calls[0], atTwilio)).toEqual([]);
});
