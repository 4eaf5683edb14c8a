import { afterAll, expect, test } from "vitest";
import { runStatement } from "@/lib/db/machine/connection";
import { record } from "@/lib/record/batch";
import type { CallEvent } from "@/lib/record/event";
import {
  admin,
  at,
  inboundId,
  machine,
  newSid,
  plantTenant,
} from "@/tests/telephony/record/call-record";

const tenant = await plantTenant();
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A caller's ring, as a webhook reports it. */
function ring(sid = newSid("CA"), rest: Partial<CallEvent> = {}): CallEvent {
  return {
    type: "status",
    dedupe_key: `status:${sid}:ringing`,
    call_id: inboundId(tenant, sid),
    creates: "inbound",
    role: "caller",
    call_sid: sid,
    from: "+12065550177",
    to: "+12065550100",
    status: "ringing",
    occurred_at: at(0),
    received_at: at(0),
    data: { CallSid: sid },
    ...rest,
  };
}

const recordAll = (events: CallEvent[], tenantId = tenant.id) =>
  Promise.allSettled(events.map((event) => record({ tenantId, event })));

/**
 * How many events and calls are kept of these, and in how many transactions their events were
 * written.
 */
async function keptOf(events: CallEvent[]) {
  const [kept] = await admin`
    select count(*)::int as events, count(distinct c.id)::int as calls,
      count(distinct e.xmin::text)::int as transactions
    from public.call_events e join public.calls c on c.id = e.call_id
    where e.call_id = any(${events.map(({ call_id }) => call_id)})`;
  return kept;
}

test("events that come at once are written eight a transaction, each as if it came alone", async () => {
  const events = Array.from({ length: 40 }, () => ring());
  const results = await recordAll(events);
  expect(await keptOf(events)).toEqual({ events: 40, calls: 40, transactions: 5 });
  const alone = await record({ tenantId: tenant.id, event: ring() });
  expect(alone).toEqual({ status: "ringing", hangup_requested: false });
  for (const one of results) expect(one).toEqual({ status: "fulfilled", value: alone });
});

test("each gives the facts of its own call, whatever the order they were written in", async () => {
  const asked = { answered_from: { line: null } };
  const events = Array.from({ length: 8 }, () => ring(undefined, asked));
  const results = await recordAll(events);
  const calls = results.map((one) => one.status === "fulfilled" && one.value);
  expect(calls).toMatchObject(events.map(({ call_id }) => ({ call_id })));
});

test("what a statement gave before it failed is nobody's result", async () => {
  const failing = runStatement(
    (sql) => sql`
    select 1 / (3 - nth) as result from generate_series(1, 5) as nth`,
  );
  await expect(failing).rejects.toMatchObject({ code: "22012" });
  const events = Array.from({ length: 8 }, () =>
    ring(undefined, { answered_from: { line: null } }),
  );
  const results = await recordAll(events);
  const calls = results.map((one) => one.status === "fulfilled" && one.value);
  expect(calls).toMatchObject(events.map(({ call_id }) => ({ call_id })));
});

test("one call's events that come at once are all kept, once", async () => {
  const sid = newSid("CA");
  const over = ring(sid, { status: "completed", dedupe_key: `status:${sid}:completed` });
  await recordAll([over, ring(sid), over, ring(sid), over, ring(sid)]);
  expect(await keptOf([over])).toMatchObject({ events: 2, calls: 1 });
});

test("one that is not the tenant's is refused alone", async () => {
  const elsewhere = ring(undefined, { to: "+12065550999" });
  const events = [ring(), elsewhere, ring()];
  const results = await recordAll(events);
  expect(results[1]).toEqual({ status: "fulfilled", value: null });
  expect(await keptOf(events)).toMatchObject({ events: 2, calls: 2 });
});

test("one that the database cannot take fails alone", async () => {
  const events = [ring(), ring(), ring()];
  const [results, [untakable]] = await Promise.all([
    recordAll(events),
    recordAll([ring()], "no tenant"),
  ]);
  expect(untakable).toMatchObject({ status: "rejected", reason: { code: "22P02" } });
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
  expect(await keptOf(events)).toMatchObject({ events: 3, calls: 3 });
});

test("transactions that write of the same calls at once never lock each other out", async () => {
  const sids = Array.from({ length: 8 }, () => newSid("CA"));
  const rings = sids.map((sid) => ring(sid));
  const further = (times: number) =>
    rings.map((one) => ({ ...one, dedupe_key: `${one.dedupe_key}:${times}` }));
  await recordAll(rings);
  await recordAll([...further(1), ...further(2).toReversed(), ...further(3)]);
  // Of those that lock each other out, one would be undone, and its events recorded one by one.
  expect(await keptOf(rings)).toEqual({ events: 32, calls: 8, transactions: 4 });
});

test("one that waits longer than the timeout of others is still recorded when the database goes on", async () => {
  const recordOne = (event: CallEvent, timeoutMs?: number) =>
    record({ tenantId: tenant.id, event }, timeoutMs);
  const locked = Array.from({ length: 3 }, () => ring());
  await Promise.all(locked.map((event) => recordOne(event)));
  const shortWaits = Array.from({ length: 12 }, () => ring());
  const { outcomes } = await admin.begin(async (sql) => {
    await sql`select from public.calls
      where id = any(${locked.map(({ call_id }) => call_id)}) for update`;
    const waitingForUs = async () => {
      const [found] = await sql`
        select count(*)::int as pids from pg_stat_activity
          where pg_backend_pid() = any(pg_blocking_pids(pid))`;
      return found?.pids;
    };
    const busy: Promise<unknown>[] = [];
    for (const event of locked) {
      busy.push(recordOne({ ...event, dedupe_key: `again:${event.dedupe_key}` }));
      // A job may want the same row.
      await expect.poll(waitingForUs).toBeGreaterThanOrEqual(busy.length);
    }
    const others = shortWaits.map((event) => recordOne(event, 1));
    const longWait = recordOne(ring());
    // By now more than a millisecond has passed for them.
    await waitingForUs();
    return { outcomes: Promise.allSettled([longWait, ...others, ...busy]) };
  });
  const [longWait, ...results] = await outcomes;
  expect(longWait).toMatchObject({ status: "fulfilled", value: { status: "ringing" } });
  const recorded = results.slice(0, 12).filter(({ status }) => status === "fulfilled");
  expect(await keptOf(shortWaits)).toMatchObject({ calls: recorded.length });
});
