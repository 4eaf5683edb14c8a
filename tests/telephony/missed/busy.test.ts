import { afterAll, expect, test } from "vitest";
import { record as recordQueued } from "@/lib/record/batch";
import { eventsOf } from "@/tests/telephony/missed/histories";
import {
  admin,
  eventOf,
  machine,
  type Planted,
  plantTenant,
  record,
} from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const callers = ["+12065550177", "+12065550178", "+12065550179"];

/** Calls that these missed; each has rung, and its last event is still to be recorded. */
async function ringing(tenant: Planted, customers: string[]) {
  const calls = await Promise.all(
    customers.map((customer, nth) =>
      eventsOf(tenant, { what: "missed", customer, start: nth * 60, length: 20 }),
    ),
  );
  return Promise.all(
    calls.map(async ({ callId, events: [ring, end] }) => {
      if (!ring || !end) throw new Error("A missed call rings and ends");
      await record(tenant, callId, ring);
      return { callId, end };
    }),
  );
}

async function countsOf(tenant: Planted) {
  const lines = await admin<{ caller: string; calls: number }[]>`
    select caller, calls from public.missed_callers where tenant_id = ${tenant.id}`;
  return new Map(lines.map(({ caller, calls }) => [caller, calls]));
}

test("transactions that end calls of the same callers in opposite order don't wait for each other", async () => {
  const tenant = await plantTenant();
  const [a1, b1, b2, a2] = await ringing(tenant, [
    "+12065550177",
    "+12065550178",
    "+12065550178",
    "+12065550177",
  ]);
  const end = async (...calls: (typeof a1)[]) => {
    const connection = await machine.reserve();
    const work = async () => {
      await connection`begin`;
      for (const call of calls) if (call) await record(tenant, call.callId, call.end, connection);
    };
    return { work: work(), connection };
  };
  const one = await end(a1, b1);
  const other = await end(b2, a2);
  await Promise.all([one.work, other.work]);
  const committed = await Promise.allSettled([one.connection`commit`, other.connection`commit`]);
  one.connection.release();
  other.connection.release();
  // A transaction that gives way is recorded again, event by event.
  const failed = committed.flatMap((each) =>
    each.status === "rejected" ? [each.reason.code] : [],
  );
  expect(failed.filter((code) => code !== "40001")).toEqual([]);
  for (const call of [a1, b1, b2, a2]) if (call) await record(tenant, call.callId, call.end);
  expect(await countsOf(tenant)).toEqual(
    new Map([
      ["+12065550177", 2],
      ["+12065550178", 2],
    ]),
  );
});

test("calls of a few callers that end at one moment are all recorded, and none is sent again", async () => {
  const tenant = await plantTenant();
  const calls = await ringing(
    tenant,
    Array.from({ length: 48 }, (_, nth) => callers[nth % 3] ?? ""),
  );
  const shuffled = calls.map((call, nth) => ({ call, key: (nth * 29) % 48 }));
  shuffled.sort((x, y) => x.key - y.key);
  const results = await Promise.allSettled(
    shuffled.map(({ call }) =>
      recordQueued({ tenantId: tenant.id, event: eventOf(call.callId, call.end) }),
    ),
  );
  expect(results.filter(({ status }) => status === "rejected")).toEqual([]);
  expect(await countsOf(tenant)).toEqual(new Map(callers.map((caller) => [caller, 16])));
});
