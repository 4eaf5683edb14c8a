import { afterAll, expect, test } from "vitest";
import type { CallEvent } from "@/lib/record/event";
import { RouteFacts } from "@/lib/routing/facts";
import { choosePeople } from "@/lib/routing/people";
import { newPerson, planTenant, plantTenants } from "@/local/tenant/plant";
import { admin, at, inboundId, machine, newSid } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A company with so many reps, each with a phone. */
async function plantReps(count: number) {
  const people = Array.from({ length: count }, (_, n) => newPerson("rep", `+1206555012${n}`));
  const plan = planTenant({ people });
  await plantTenants(admin, [plan]);
  return { id: plan.id, reps: people.map(({ userId }) => userId) };
}
type Company = Awaited<ReturnType<typeof plantReps>>;
type Order = "at_once" | "in_turn" | "round_robin" | "longest_idle";

/** A caller arrives whose route rings these people; whom it may ring. */
async function arrive(
  { id, reps }: Pick<Company, "id" | "reps">,
  order: Order,
  sid = newSid("CA"),
) {
  const event: CallEvent = {
    ...{ type: "answer", dedupe_key: `twiml:answer:${sid}:first`, call_sid: sid },
    ...{ call_id: inboundId({ id, rep: "", numberId: "", accountSid: "", authToken: "" }, sid) },
    ...{ creates: "inbound", role: "caller", from: "+12065550177", to: "+12065550100" },
    ...{ status: "ringing", occurred_at: at(0), received_at: at(0), data: {} },
    answered_from: { line: {} },
    routing: { wishes: [{ whom: "people", people: reps, order, tried: [] }], callers: [] },
  };
  const [row] = await machine`select machine.take_event(${id}, ${machine.json(
    JSON.parse(JSON.stringify(event)),
  )}) as facts`;
  const { people } = RouteFacts.parse(row?.facts.routing);
  return { sid, call: event.call_id, people, rung: choosePeople(reps, people, order, []).user_ids };
}

test.each(["in_turn", "round_robin", "longest_idle"] as const)(
  "of 50 callers at once, 5 get a rep each and nobody's phone rings for two: %s",
  async (order) => {
    const company = await plantReps(5);
    const callers = await Promise.all(Array.from({ length: 50 }, () => arrive(company, order)));
    const rung = callers.flatMap((caller) => caller.rung);
    expect([...rung].sort()).toEqual([...company.reps].sort());
  },
);

test("of 50 callers at once whose route rings everybody, none shares a rep with another", async () => {
  const company = await plantReps(5);
  const callers = await Promise.all(Array.from({ length: 50 }, () => arrive(company, "at_once")));
  const rung = callers.flatMap((caller) => caller.rung);
  expect([...rung].sort()).toEqual([...company.reps].sort());
});

test("callers whose routes list the same people in opposite orders never wait for each other", async () => {
  const company = await plantReps(5);
  const opposite = { ...company, reps: company.reps.toReversed() };
  for (let round = 0; round < 10; round += 1) {
    const callers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => arrive(n % 2 ? company : opposite, "at_once")),
    );
    const rung = callers.flatMap((caller) => caller.rung);
    expect([...rung].sort()).toEqual([...company.reps].sort());
    await admin`update public.calls set ended_at = now() where tenant_id = ${company.id}`;
  }
});

test.each([
  ["ended 20 s ago", { outcome: "connected", ago: 20 }, false],
  ["ended 40 s ago", { outcome: "connected", ago: 40 }, true],
  ["was missed 20 s ago", { outcome: "missed", ago: 20 }, true],
])("whose call %s, 30 s being theirs after a call", async (_, { outcome, ago }, isRung) => {
  const company = await plantReps(1);
  const [rep] = company.reps;
  await admin`update public.tenants set after_call_seconds = 30 where id = ${company.id}`;
  const { call } = await arrive(company, "in_turn");
  await admin`update public.calls set user_id = ${rep ?? ""}, outcome = ${outcome},
    ended_at = now() - ${ago} * interval '1 second' where id = ${call}`;
  const { rung, people } = await arrive(company, "in_turn");
  expect(rung).toEqual(isRung ? company.reps : []);
  expect(people[0]?.availability).toBe(isRung ? "free" : "after_call");
});

test("a phone in a country that is not allowed any more is nobody's to claim", async () => {
  const company = await plantReps(2);
  const [rep = ""] = company.reps;
  await admin`insert into public.phone_verifications (id, tenant_id, user_id, phone, place,
      code_hash, created_at, expires_at, ended_at, ended_as, next_check_at, settled_at)
    select gen_random_uuid(), tenant_id, user_id, phone, '{"kind": "ordinary", "country": "DE"}',
      '', now(), now(), now(), 'verified', now(), now()
    from public.personal_phones where user_id = ${rep}`;
  const { rung, people } = await arrive(company, "in_turn");
  expect(rung).toEqual([company.reps[1]]);
  expect(people.find(({ user_id }) => user_id === rep)?.availability).toBe("no_phone");
  await admin`update public.tenants set allowed_countries = '{US,DE}' where id = ${company.id}`;
  expect((await arrive(company, "in_turn")).rung).toEqual([rep]);
});

test("the same webhook again gets the same people, and a call that ended lets them go", async () => {
  const company = await plantReps(1);
  const first = await arrive(company, "in_turn");
  expect(first.rung).toEqual(company.reps);
  expect((await arrive(company, "in_turn", first.sid)).rung).toEqual(company.reps);
  expect((await arrive(company, "in_turn")).rung).toEqual([]);
  await admin`update public.calls set ended_at = now() where id = ${first.call}`;
  expect((await arrive(company, "in_turn")).rung).toEqual(company.reps);
});

test("round robin rings each in turn, call after call", async () => {
  const company = await plantReps(3);
  const rung: string[] = [];
  for (let call = 0; call < 6; call += 1) {
    const caller = await arrive(company, "round_robin");
    rung.push(...caller.rung);
    await admin`update public.calls set ended_at = now() where id = ${caller.call}`;
  }
  expect(rung.slice(3)).toEqual(rung.slice(0, 3));
  expect(new Set(rung).size).toBe(3);
});
