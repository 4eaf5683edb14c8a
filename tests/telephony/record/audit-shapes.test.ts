import { afterAll, expect, test } from "vitest";
import { compareCall } from "@/lib/reconcile/compare";
import type { CallEvent } from "@/lib/record/event";
import { catalogue } from "@/local/scenarios/catalogue";
import { admin, machine, plantTenant, rank, record } from "@/tests/telephony/record/call-record";
import { priced } from "@/tests/telephony/record/events";
import { writtenCall } from "@/tests/telephony/record/written-call";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const scenarios = catalogue.filter(({ events }) => events !== undefined);
const rankOf = ({ status }: CallEvent) => rank[status ?? ""] ?? 3;

const priceOf = (events: CallEvent[]) => events.find(({ price }) => price)?.price ?? "-0.01000";

/** What Twilio's list says of a scenario's legs, each with its price once it was answered. */
function listOf(events: CallEvent[]) {
  const legs = Map.groupBy(
    // Of who was in a room, Twilio knows nothing.
    events.filter(({ status, call_sid, medium }) => status && call_sid && medium !== "room"),
    ({ call_sid }) => call_sid ?? "",
  );
  return [...legs].map(([sid, all]) => {
    const last = all.toSorted((a, b) => rankOf(b) - rankOf(a))[0];
    const duration = all.find((event) => event.duration !== undefined)?.duration;
    return {
      sid,
      parentCallSid: all.find(({ parent_call_sid }) => parent_call_sid)?.parent_call_sid ?? null,
      status: last?.status ?? "queued",
      duration: duration === undefined ? null : String(duration),
      price: last?.status === "completed" ? priceOf(all) : null,
    };
  });
}

test.each(scenarios)("the audit has nothing to say of: $name", async (scenario) => {
  const { callId, events } = await writtenCall(scenario, tenant);
  for (const event of events) await record(tenant, callId, event);
  const list = listOf(events);
  for (const { sid, status, price } of list) {
    if (price === null) continue;
    const role = events.find((event) => event.call_sid === sid && event.role)?.role;
    const ended = events.find((event) => event.call_sid === sid && event.status === status);
    const known = { inferred_role: role, occurred_at: ended?.occurred_at };
    await record(tenant, callId, priced(sid, "completed", price, 0, known));
  }
  const sids = list.map(({ sid }) => sid);
  const [row] =
    await machine`select machine.audit_calls(${tenant.id}, ${machine.json(sids)}) as calls`;
  for (const call of row?.calls ?? []) expect(compareCall(call, list)).toEqual([]);
});
