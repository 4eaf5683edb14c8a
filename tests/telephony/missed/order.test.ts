import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { eventsOf, type Played } from "@/tests/telephony/missed/histories";
import {
  admin,
  at,
  machine,
  type Planted,
  plantTenant,
  record,
} from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const jane = "+12065550177";
const callers = [jane, "+12065550178", "anonymous"];

const linesOf = (tenant: Planted) =>
  admin<Record<string, unknown>[]>`
  select case when caller like '+%' then caller else 'anonymous' end as caller, kind, calls, rung,
    first_missed_at, missed_at, reached_at, reached_by, reached_direction, closed_at
  from public.missed_callers where tenant_id = ${tenant.id}
  order by 1, missed_at, first_missed_at`;

/** The lines as they are to be, from what was played. */
function expected(tenant: Planted, history: Played[]) {
  const one = (caller: string, theirs: Played[]) => {
    const over = ({ start, length }: Played) => start + length;
    const misses = theirs.filter(({ what }) => what === "missed");
    const talks = theirs.filter(({ what }) => what !== "missed");
    if (misses.length === 0) return [];
    const last = Math.max(...misses.map(over));
    const since = Math.max(-1, ...talks.map(over).filter((end) => end < last));
    const counted = misses.map(over).filter((end) => end > since);
    const answered = ({ start }: Played) => start + 3;
    const [reach] = talks
      .filter((talk) => over(talk) >= last)
      .sort((a, b) => answered(a) - answered(b));
    const reachedAt = reach ? new Date(at(answered(reach))) : null;
    return [
      {
        caller,
        kind: "missed",
        calls: counted.length,
        rung: [tenant.rep],
        first_missed_at: new Date(at(Math.min(...counted))),
        missed_at: new Date(at(last)),
        reached_at: reachedAt,
        reached_by: reach ? tenant.rep : null,
        reached_direction: reach ? (reach.what === "talked" ? "inbound" : "outbound") : null,
        closed_at: reachedAt,
      },
    ];
  };
  return callers.flatMap((caller) => {
    const theirs = history.filter(({ customer }) => customer === caller);
    if (caller !== "anonymous") return one(caller, theirs);
    return theirs.flatMap((call) => one(caller, [call]));
  });
}

const byCaller = (a: { caller?: unknown; missed_at?: unknown }, b: typeof a) =>
  String(a.caller).localeCompare(String(b.caller)) || Number(a.missed_at) - Number(b.missed_at);
const sorted = <Line extends { caller?: unknown; missed_at?: unknown }>(lines: Line[]) =>
  [...lines].sort(byCaller);

/** No two calls begin or end at the same moment: their order would be undefined. */
const history = fc
  .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 })
  .chain((starts) =>
    fc.tuple(
      ...starts.map((start) =>
        fc.record({
          what: fc.constantFrom("missed" as const, "talked" as const, "called_back" as const),
          customer: fc.constantFrom(...callers),
          start: fc.constant(start * 7),
          length: fc.constantFrom(5, 5 + 7, 5 + 7 * 9),
        }),
      ),
    ),
  )
  // Nobody can be called back who shows no number, and these talk with nobody here.
  .map((calls) =>
    calls.map((call) => ({ ...call, what: call.customer === "anonymous" ? "missed" : call.what })),
  )
  .filter((calls) => new Set(calls.map((call) => call.start + call.length)).size === calls.length);

test("whatever callers did, their lines are the same in any order of events, and as they should be", async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.infiniteStream(fc.nat(1_000_000)), async (calls, weights) => {
      const played = calls as Played[];
      const want = (tenant: Planted) => sorted(expected(tenant, played));
      const allEvents = async (tenant: Planted) => {
        const all = await Promise.all(played.map((call) => eventsOf(tenant, call)));
        return all.flatMap(({ callId, events }) => events.map((event) => ({ callId, event })));
      };

      const inOrder = await plantTenant();
      for (const { callId, event } of await allEvents(inOrder))
        await record(inOrder, callId, event);
      expect(sorted(await linesOf(inOrder))).toEqual(want(inOrder));

      const shuffled = await plantTenant();
      const mixed = (await allEvents(shuffled))
        .flatMap((one) => [one, one])
        .map((one) => ({ ...one, weight: weights.next().value }))
        .sort((a, b) => a.weight - b.weight);
      for (const { callId, event } of mixed) await record(shuffled, callId, event);
      expect(sorted(await linesOf(shuffled))).toEqual(want(shuffled));

      const atOnce = await plantTenant();
      const both = await allEvents(atOnce);
      await Promise.all(both.map(({ callId, event }) => record(atOnce, callId, event)));
      expect(sorted(await linesOf(atOnce))).toEqual(want(atOnce));

      const together = await plantTenant();
      const all = await allEvents(together);
      await machine.begin(async (sql) => {
        for (const { callId, event } of all) await record(together, callId, event, sql);
      });
      expect(sorted(await linesOf(together))).toEqual(want(together));
    }),
    { numRuns: 10 },
  );
});

test("a caller who was missed twice is one line, closed by the first talk after it", async () => {
  const tenant = await plantTenant();
  const play = async (played: Played) => {
    const { callId, events } = await eventsOf(tenant, played);
    for (const event of events) await record(tenant, callId, event);
  };
  const length = 20;
  await play({ what: "missed", customer: jane, start: 0, length });
  await play({ what: "missed", customer: jane, start: 60, length });
  expect(await linesOf(tenant)).toMatchObject([{ caller: jane, calls: 2, closed_at: null }]);
  await play({ what: "called_back", customer: jane, start: 120, length });
  expect(await linesOf(tenant)).toMatchObject([
    { calls: 2, reached_by: tenant.rep, reached_direction: "outbound" },
  ]);
  await play({ what: "missed", customer: jane, start: 200, length });
  expect(await linesOf(tenant)).toMatchObject([{ calls: 1, closed_at: null }]);
});
