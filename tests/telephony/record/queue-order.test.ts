import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import type { CallEvent } from "@/lib/record/event";
import { RouteFacts } from "@/lib/routing/facts";
import type { QueueWish } from "@/lib/routing/wishes";
import { newPerson, planTenant, plantTenants } from "@/local/tenant/plant";
import { admin, at, inboundId, machine, newSid } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A company with so many reps, who are all away, and a published route. */
async function plantCompany(count: number) {
  const people = Array.from({ length: count }, (_, n) => newPerson("rep", `+1206555012${n}`));
  const plan = planTenant({ people });
  await plantTenants(admin, [plan]);
  const [route, version] = [randomUUID(), randomUUID()];
  await admin`insert into public.routes (id, tenant_id, name, draft)
    values (${route}, ${plan.id}, 'Queues', '{}')`;
  await admin`insert into public.route_versions (id, tenant_id, route_id, body)
    values (${version}, ${plan.id}, ${route}, '{}')`;
  const company = { id: plan.id, version, reps: people.map(({ userId }) => userId) };
  await say(company, "away");
  return company;
}
type Company = Awaited<ReturnType<typeof plantCompany>>;

async function say({ id, reps }: Company, state: "available" | "away") {
  for (const rep of reps) {
    await admin`insert into public.availability (tenant_id, user_id, state)
      values (${id}, ${rep}, ${state})
      on conflict (tenant_id, user_id) do update set state = excluded.state`;
  }
}

type Caller = { sid: string; call: string; wish: QueueWish; turn: number };

/** Somebody whose wait began so many seconds after the first. */
function callerAt({ id }: Company, seconds: number, change: Partial<QueueWish> = {}): Caller {
  const sid = newSid("CA");
  const call = inboundId({ id, rep: "", numberId: "", accountSid: "", authToken: "" }, sid);
  const joined = Date.parse(at(0)) + seconds * 1000;
  const wish: QueueWish = {
    ...{ whom: "queue", people: null, step: "sales", name: "Sales", priority: 0 },
    ...{ max_waiting: 100, joined, joins: true, ...change },
  };
  return { sid, call, wish, turn: 0 };
}

/** Twilio asks what is next for a caller; what their route knows by then. */
async function ask(company: Company, caller: Caller, again = false) {
  if (!again) caller.turn += 1;
  const isFirst = caller.turn === 1;
  const event: CallEvent = {
    ...{ type: isFirst ? "answer" : "queue", dedupe_key: `${caller.sid}:${caller.turn}` },
    ...{ call_id: caller.call, call_sid: caller.sid, creates: "inbound", role: "caller" },
    ...{ from: "+12065550177", to: "+12065550100", status: isFirst ? "ringing" : "in-progress" },
    ...{ occurred_at: at(0), received_at: at(0), data: {}, answered_from: { line: {} } },
    routing: {
      ...{ wishes: [{ ...caller.wish, joins: isFirst }], callers: [], version: company.version },
    },
  };
  const [row] = await machine`select machine.take_event(${company.id}, ${machine.json(
    JSON.parse(JSON.stringify(event)),
  )}) as facts`;
  return RouteFacts.parse(row?.facts.routing).queue;
}

const shuffled = <Item>(items: readonly Item[]) =>
  items
    .map((item) => ({ item, by: Math.random() }))
    .toSorted((one, other) => one.by - other.by)
    .map(({ item }) => item);

/** All of them at once, in any order; those who got somebody, and whom. */
async function askAll(company: Company, callers: readonly Caller[]) {
  const asked = await Promise.all(
    shuffled(callers).map(async (caller) => ({ caller, facts: await ask(company, caller) })),
  );
  return asked.flatMap(({ caller, facts }) => (facts?.ring ? { caller, rep: facts.ring } : []));
}

test("50 callers and 5 reps: the order is exact, and nobody is rung twice or for two", async () => {
  const company = await plantCompany(5);
  const callers = Array.from({ length: 50 }, (_, n) => callerAt(company, n));
  expect(await askAll(company, callers)).toEqual([]);
  await say(company, "available");
  let waiting = callers;
  while (waiting.length > 0) {
    const served = await askAll(company, waiting);
    expect(served.map(({ rep }) => rep).toSorted()).toEqual(company.reps.toSorted());
    const next = waiting.slice(0, 5);
    expect(new Set(served.map(({ caller }) => caller))).toEqual(new Set(next));
    // They talk, and hang up.
    for (const { call } of next) {
      await admin`update public.calls set stage = 'ended', ended_at = now() where id = ${call}`;
    }
    waiting = waiting.slice(5);
  }
});

test("a queue of a higher priority is served first, and each hears where they stand", async () => {
  const company = await plantCompany(1);
  const sales = [callerAt(company, 0), callerAt(company, 1)];
  const vip = callerAt(company, 2, { step: "vip", priority: 5 });
  for (const caller of [...sales, vip]) await ask(company, caller);
  const stands = [];
  for (const caller of [...sales, vip]) stands.push((await ask(company, caller))?.position);
  expect(stands).toEqual([1, 2, 1]);
  await say(company, "available");
  expect((await ask(company, sales[0] ?? vip))?.ring).toBeNull();
  expect((await ask(company, vip))?.ring).toBe(company.reps[0]);
});

test("who may not be rung for a queue is left for the next one in line", async () => {
  const company = await plantCompany(2);
  const [ana = "", ben = ""] = company.reps;
  const first = callerAt(company, 0, { people: [ana] });
  const second = callerAt(company, 1, { people: [ana] });
  const third = callerAt(company, 2, { people: [ana, ben] });
  for (const caller of [first, second, third]) await ask(company, caller);
  await say(company, "available");
  const got = [];
  for (const caller of [third, second, first]) got.push((await ask(company, caller))?.ring);
  expect(got).toEqual([ben, null, ana]);
});

test("who was not heard of for a minute delays nobody, and keeps their place if heard again", async () => {
  const company = await plantCompany(1);
  const [lost, next] = [callerAt(company, 0), callerAt(company, 1)];
  for (const caller of [lost, next]) await ask(company, caller);
  await admin`update public.queue_entries set heard_at = now() - interval '61 seconds'
    where call_id = ${lost.call}`;
  expect((await ask(company, next))?.position).toBe(1);
  expect((await ask(company, lost))?.position).toBe(1);
  expect((await ask(company, next))?.position).toBe(2);
});

test("of 50 who join at once, as many wait as may, and the others do not join", async () => {
  const company = await plantCompany(1);
  const callers = Array.from({ length: 50 }, (_, n) => callerAt(company, n, { max_waiting: 7 }));
  const facts = await Promise.all(callers.map((caller) => ask(company, caller)));
  expect(facts.filter((one) => one?.position === null)).toHaveLength(43);
});

test("the same webhook again gets the same person, and claims nobody else", async () => {
  const company = await plantCompany(2);
  await say(company, "available");
  const caller = callerAt(company, 0);
  const first = await ask(company, caller);
  expect(first?.ring).not.toBeNull();
  expect((await ask(company, caller, true))?.ring).toBe(first?.ring);
  const claims =
    await admin`select user_id from private.ring_claims where tenant_id = ${company.id}`;
  expect(claims).toHaveLength(1);
});

test("who has just not answered a caller is not rung for the same one at once", async () => {
  const company = await plantCompany(1);
  const [first, second] = [callerAt(company, 0), callerAt(company, 1)];
  await ask(company, first);
  await ask(company, second);
  await say(company, "available");
  expect((await ask(company, first))?.ring).toBe(company.reps[0]);
  expect((await ask(company, first))?.ring).toBeNull();
});

test("a caller whom a manager takes is next, and gets a manager who is away", async () => {
  const company = await plantCompany(2);
  const [ana = "", ben = ""] = company.reps;
  await admin`update public.profiles set role = 'manager' where user_id = ${ana}`;
  const [first, second] = [callerAt(company, 0), callerAt(company, 1)];
  for (const caller of [first, second]) await ask(company, caller);
  const take = async (person: string, { call }: Caller) => {
    const [row] =
      await machine`select machine.take_caller(${company.id}, ${person}, ${call}) as no`;
    return row?.no;
  };
  expect(await take(ben, second)).toBe("not_waiting");
  expect(await take(ana, second)).toBeNull();
  expect((await ask(company, first))?.ring).toBeNull();
  expect((await ask(company, second))?.ring).toBe(ana);
  // Whose phone rings is taken.
  expect(await take(ana, second)).toBe("not_waiting");
  expect(await take(ana, first)).toBe("on_call");
  const taken = await admin`select actor_id, subject from public.audit_log
    where tenant_id = ${company.id} and action = 'caller.taken'`;
  expect(taken).toEqual([{ actor_id: ana, subject: second.call }]);
});

test("the expected wait is that of the last who were answered on the line, on average", async () => {
  const company = await plantCompany(1);
  const answered = Array.from({ length: 3 }, (_, n) => callerAt(company, n));
  for (const caller of answered) await ask(company, caller);
  const waiting = callerAt(company, 9);
  expect((await ask(company, waiting))?.expected_seconds).toBeNull();
  for (const [place, { call }] of answered.entries()) {
    await admin`update public.queue_entries set state = 'answered', tries = ${place === 2 ? 1 : 0},
      joined_at = now() - interval '10 minutes',
      answered_at = now() - interval '10 minutes' + ${60 * (place + 1)} * interval '1 second'
      where call_id = ${call}`;
  }
  expect((await ask(company, waiting))?.expected_seconds).toBe(90);
});
