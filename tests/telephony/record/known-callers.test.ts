import { afterAll, expect, test } from "vitest";
import type { CallEvent } from "@/lib/record/event";
import { RouteFacts } from "@/lib/routing/facts";
import { newPerson, planTenant, plantTenants } from "@/local/tenant/plant";
import { withheldSpellings } from "@/tests/support/withheld";
import { admin, at, inboundId, machine, newSid } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const caller = "+12065550177";

/** A company with two reps, each with a phone. */
async function plantReps() {
  const [ana, ben] = [newPerson("rep"), newPerson("rep", "+12065550112")];
  const plan = planTenant({ people: [ana, ben] });
  await plantTenants(admin, [plan]);
  return { id: plan.id, ana: ana.userId, ben: ben.userId };
}
type Company = Awaited<ReturnType<typeof plantReps>>;

/** A caller arrives whose route asks for the contact's owner, or for whoever spoke to them last. */
async function arrive(
  { id }: Company,
  whom: "owner" | "last_speaker" = "last_speaker",
  from: string = caller,
) {
  const sid = newSid("CA");
  const event: CallEvent = {
    ...{ type: "answer", dedupe_key: `twiml:answer:${sid}:first`, call_sid: sid, from },
    ...{ call_id: inboundId({ id, rep: "", numberId: "", accountSid: "", authToken: "" }, sid) },
    ...{ creates: "inbound", role: "caller", to: "+12065550100", status: "ringing" },
    ...{ occurred_at: at(0), received_at: at(0), data: {}, answered_from: { line: {} } },
    routing: {
      wishes: [{ whom, people: [], days: 30, order: "at_once", tried: [] }],
      callers: [],
    },
  };
  const [row] = await machine`select machine.take_event(${id}, ${machine.json(
    JSON.parse(JSON.stringify(event)),
  )}) as facts`;
  const claimed = await admin`
    select user_id from private.ring_claims where call_id = ${event.call_id ?? ""}`;
  const { owner_id, last_speaker } = RouteFacts.parse(row?.facts.routing);
  return {
    ...{ call: event.call_id ?? "", owner_id, last_speaker },
    claimed: claimed.map((claim) => claim.user_id),
  };
}

/** A call of so long ago that somebody talked in: a person, or an outside number (null). */
async function talked(
  company: Company,
  person: string | null,
  ago: `${number} ${"hours" | "days"}`,
  from = caller,
) {
  const { call } = await arrive(company, "last_speaker", from);
  await admin`delete from private.ring_claims where call_id = ${call}`;
  await admin`update public.calls set user_id = ${person}, outcome = 'connected',
    created_at = now() - ${ago}::interval, ended_at = now() - ${ago}::interval where id = ${call}`;
}

test("whoever spoke to the caller last is found and claimed", async () => {
  const company = await plantReps();
  await talked(company, company.ana, "3 days");
  await talked(company, company.ben, "2 hours");
  await talked(company, company.ana, "1 hours", "+12065550178");
  const { last_speaker, claimed } = await arrive(company);
  expect(last_speaker?.user_id).toBe(company.ben);
  expect(claimed).toEqual([company.ben]);
});

test("an earlier rep is not hidden by a later call that an outside number answered", async () => {
  const company = await plantReps();
  await talked(company, company.ana, "2 hours");
  await talked(company, null, "1 hours");
  const { last_speaker, claimed } = await arrive(company);
  expect(last_speaker?.user_id).toBe(company.ana);
  expect(claimed).toEqual([company.ana]);
});

test("longer ago than the step asks for, nobody is claimed", async () => {
  const company = await plantReps();
  await talked(company, company.ana, "31 days");
  const { last_speaker, claimed } = await arrive(company);
  expect(last_speaker?.user_id).toBe(company.ana);
  expect(claimed).toEqual([]);
});

test.each(["anonymous", ...withheldSpellings])(
  "a caller from %j is not taken for whoever called so before",
  async (from) => {
    const company = await plantReps();
    await talked(company, company.ana, "1 hours", from);
    const { last_speaker, claimed } = await arrive(company, "last_speaker", from);
    expect(last_speaker).toBeNull();
    expect(claimed).toEqual([]);
  },
);

test("the contact's owner is found and claimed, and nobody for a caller who is no contact", async () => {
  const company = await plantReps();
  const [contact] = await admin`insert into public.contacts (tenant_id, name, owner_id)
    values (${company.id}, 'Jane Doe', ${company.ben}) returning id`;
  await admin`insert into public.contact_phones (tenant_id, contact_id, phone)
    values (${company.id}, ${contact?.id}, ${caller})`;
  expect(await arrive(company, "owner")).toMatchObject({
    ...{ owner_id: company.ben, claimed: [company.ben] },
  });
  expect(await arrive(company, "owner", "+12065550178")).toMatchObject({
    ...{ owner_id: null, claimed: [] },
  });
});
