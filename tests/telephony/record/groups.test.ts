import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import type { CallEvent } from "@/lib/record/event";
import { RouteFacts } from "@/lib/routing/facts";
import { newPerson, planTenant, plantTenants } from "@/local/tenant/plant";
import { admin, at, inboundId, machine, newSid } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A company with two reps in a group, and a published route. */
async function plantGroup() {
  const people = ["+12065550121", "+12065550122"].map((phone) => newPerson("rep", phone));
  const plan = planTenant({ people });
  await plantTenants(admin, [plan]);
  const [ana = "", ben = ""] = people.map(({ userId }) => userId);
  const [group, route, version] = [randomUUID(), randomUUID(), randomUUID()];
  await admin`insert into public.groups (id, tenant_id, name, people)
    values (${group}, ${plan.id}, 'Sales', ${[ben, ana]})`;
  await admin`insert into public.routes (id, tenant_id, name, draft)
    values (${route}, ${plan.id}, 'Main', '{}')`;
  await admin`insert into public.route_versions (id, tenant_id, route_id, body)
    values (${version}, ${plan.id}, ${route}, '{}')`;
  return { id: plan.id, ana, ben, group, version };
}
type Company = Awaited<ReturnType<typeof plantGroup>>;

const ringWish = (group: string) => ({
  ...{ whom: "people", people: [], group, order: "in_turn", tried: [] },
});
const queueWish = (group: string, joins: boolean) => ({
  ...{ whom: "queue", people: [], group, step: "sales", name: "Sales", priority: 0 },
  ...{ max_waiting: 5, joined: Date.parse(at(0)), joins },
});

/** What the database says at a turn of a call whose next steps wish for this. */
async function ask(
  { id, version }: Company,
  sid: string,
  turn: number,
  routing: { wishes: object[]; calls_back?: object },
) {
  const call = inboundId({ id, rep: "", numberId: "", accountSid: "", authToken: "" }, sid);
  const event: CallEvent = {
    ...{ type: turn === 1 ? "answer" : "queue", dedupe_key: `${sid}:${turn}`, call_sid: sid },
    ...{ call_id: call, creates: "inbound", role: "caller" },
    ...{ from: "+12065550177", to: "+12065550100", status: turn === 1 ? "ringing" : "in-progress" },
    ...{ occurred_at: at(0), received_at: at(0), data: {}, answered_from: { line: {} } },
    routing: { callers: [], version, ...routing },
  };
  const [row] = await machine`select machine.take_event(${id}, ${machine.json(
    JSON.parse(JSON.stringify(event)),
  )}) as facts`;
  return RouteFacts.parse(row?.facts.routing);
}

const claimed = async ({ id }: Company) => {
  const rows = await admin`select user_id from private.ring_claims where tenant_id = ${id}`;
  return rows.map(({ user_id }) => user_id);
};
const entry = async ({ id }: Company, sid: string) =>
  (
    await admin`select state, people from public.queue_entries
    where tenant_id = ${id} and call_sid = ${sid}`
  )[0];

test("a group's first person is claimed, and the facts say who is in it", async () => {
  const company = await plantGroup();
  const { ana, ben, group } = company;
  const facts = await ask(company, newSid("CA"), 1, { wishes: [ringWish(group)] });
  expect(facts.groups).toEqual({ [group]: [ben, ana] });
  expect(await claimed(company)).toEqual([ben]);
});

test("a deleted group, and one of another company, has nobody in it", async () => {
  const [company, other] = [await plantGroup(), await plantGroup()];
  for (const group of [randomUUID(), other.group]) {
    const facts = await ask(company, newSid("CA"), 1, { wishes: [ringWish(group)] });
    expect(facts.groups).toEqual({ [group]: [] });
  }
  expect(await claimed(company)).toEqual([]);
});

test("a queue of an emptied group is not joined: whoever is next in the route is claimed", async () => {
  const company = await plantGroup();
  const { id, ana, group } = company;
  await admin`update public.groups set people = '{}' where tenant_id = ${id}`;
  const sid = newSid("CA");
  const next = { ...ringWish(group), group: undefined, people: [ana] };
  const facts = await ask(company, sid, 1, { wishes: [queueWish(group, true), next] });
  expect(facts.queue).toMatchObject({ position: null });
  expect(await claimed(company)).toEqual([ana]);
  expect(await entry(company, sid)).toBeUndefined();
});

test("who waits follows their group: a new person is rung, and once it is deleted they go on", async () => {
  const company = await plantGroup();
  const { id, ana, ben, group } = company;
  await admin`update public.groups set people = ${[ben]} where tenant_id = ${id}`;
  await admin`insert into public.availability (tenant_id, user_id, state)
    values (${id}, ${ben}, 'away')`;
  const sid = newSid("CA");
  const first = await ask(company, sid, 1, { wishes: [queueWish(group, true)] });
  expect(first.queue).toMatchObject({ position: 1, ring: null });
  await admin`update public.groups set people = ${[ben, ana]} where tenant_id = ${id}`;
  expect(await entry(company, sid)).toEqual({ state: "waiting", people: [ben, ana] });
  const second = await ask(company, sid, 2, { wishes: [queueWish(group, false)] });
  expect(second.queue).toMatchObject({ position: 1, ring: ana });
  await admin`delete from public.groups where tenant_id = ${id}`;
  const third = await ask(company, sid, 3, { wishes: [queueWish(group, false)] });
  expect(third.queue).toMatchObject({ position: null, ring: null });
  expect(await entry(company, sid)).toMatchObject({ state: "left" });
});

test("a call back by a group keeps its people, and is given up once nobody is left", async () => {
  const company = await plantGroup();
  const { id, ana, ben, group } = company;
  await admin`insert into public.availability (tenant_id, user_id, state)
    values (${id}, ${ben}, 'away'), (${id}, ${ana}, 'away')`;
  const sid = newSid("CA");
  await ask(company, sid, 1, { wishes: [queueWish(group, true)] });
  await ask(company, sid, 2, { wishes: [], calls_back: queueWish(group, false) });
  expect(await entry(company, sid)).toEqual({ state: "callback", people: [ben, ana] });
  await admin`delete from public.groups where tenant_id = ${id}`;
  expect(await entry(company, sid)).toEqual({ state: "given_up", people: [] });
});

test("a call back that is asked for, or comes to nothing, once its group is gone is given up", async () => {
  const company = await plantGroup();
  const { id, ana, ben, group } = company;
  await admin`insert into public.availability (tenant_id, user_id, state)
    values (${id}, ${ben}, 'away'), (${id}, ${ana}, 'away')`;
  const [late, called] = [newSid("CA"), newSid("CA")];
  for (const sid of [late, called]) {
    await ask(company, sid, 1, { wishes: [queueWish(group, true)] });
  }
  await ask(company, called, 2, { wishes: [], calls_back: queueWish(group, false) });
  await admin`update public.queue_entries set state = 'calling', ringing = ${ana}
    where tenant_id = ${id} and call_sid = ${called}`;
  await admin`insert into private.ring_claims (tenant_id, user_id, call_id, claimed_at)
    values (${id}, ${ana}, ${randomUUID()}, now())`;
  await admin`delete from public.groups where tenant_id = ${id}`;
  await ask(company, late, 2, { wishes: [], calls_back: queueWish(group, false) });
  await admin`select private.return_callbacks(${id})`;
  for (const sid of [late, called]) {
    expect(await entry(company, sid)).toEqual({ state: "given_up", people: [] });
  }
});
