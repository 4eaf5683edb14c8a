import { afterAll, expect, test } from "vitest";
import type { CallEvent } from "@/lib/record/event";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { customer, onlyCall } from "@/tests/telephony/calls/walk";
import {
  admin,
  at,
  inboundId,
  machine,
  newSid,
  plantTenant,
} from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const handset = (tenant: TestTenant, number: string) =>
  tenant.carrier.handset(tenant.accountSid, number);
const block = (tenant: TestTenant) =>
  tenant.rep.db.from("blocked_callers").insert({ tenant_id: tenant.id, number: customer });
const set = (tenant: TestTenant, policy: object) =>
  tenant.admin.db.from("tenants").update(policy).eq("id", tenant.id);
const missed = async (tenant: TestTenant) =>
  (await tenant.rep.db.from("missed_callers").select("id")).data;

const blocked = {
  ...{ status: "no-answer", outcome: "canceled", outcome_reason: "caller_blocked" },
  ...{ stage: "ended", duration_seconds: 0 },
};

test.each<[string, object, string | undefined]>([
  ["a blocked caller", {}, undefined],
  ["a caller without a number, where none are taken,", { anonymous_calls: "reject" }, "anonymous"],
])("%s is rejected: nobody is rung, and nobody missed it", async (_, policy, callerId) => {
  const tenant = await makeTenant();
  await Promise.all([block(tenant), set(tenant, policy)]);
  await handset(tenant, customer).dial(tenant.number, callerId ? { callerId } : undefined);
  await tenant.carrier.advance(tenant.accountSid, 10);
  expect((await handset(tenant, tenant.rep.phone).state()).state).toBe("idle");
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  expect(await onlyCall(tenant)).toMatchObject(blocked);
  expect(await missed(tenant)).toEqual([]);
});

test.each<[string, object, string | undefined]>([
  ["a blocked caller", { blocked_calls: "voicemail" }, undefined],
  ["a caller without a number", { anonymous_calls: "voicemail" }, "anonymous"],
])("%s may leave a message in the number's route, and was not missed", async (_, policy, from) => {
  const tenant = await makeTenant();
  await publish(tenant, routeOf(tenant, true, [tenant.rep.userId]));
  expect(await leavesMessage(tenant, policy, from)).toEqual([{ mailbox_id: null }]);
});

test.each<[string, object, string | undefined]>([
  ["a blocked caller", { blocked_calls: "voicemail" }, undefined],
  ["a caller without a number", { anonymous_calls: "voicemail" }, "anonymous"],
])(
  "%s may leave a message for whom the number rings, and was not missed",
  async (_, policy, from) => {
    const tenant = await makeTenant();
    const mailbox_id = tenant.rep.userId;
    expect(await leavesMessage(tenant, policy, from)).toEqual([{ mailbox_id }]);
  },
);

/** Their call is as that of a blocked caller; the mailboxes of what they left. */
async function leavesMessage(tenant: TestTenant, policy: object, from: string | undefined) {
  await Promise.all([block(tenant), set(tenant, policy)]);
  await handset(tenant, customer).dial(tenant.number, from ? { callerId: from } : undefined);
  await tenant.carrier.advance(tenant.accountSid, 12);
  expect((await handset(tenant, tenant.rep.phone).state()).state).toBe("idle");
  expect((await handset(tenant, customer).state()).hears).toContain("(beep)");
  await handset(tenant, customer).speak(9);
  await tenant.carrier.advance(tenant.accountSid, 10);
  await handset(tenant, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  expect(await onlyCall(tenant)).toMatchObject(blocked);
  expect(await missed(tenant)).toEqual([]);
  return (await tenant.rep.db.from("voicemails").select("mailbox_id")).data;
}

test("the same arrival again gets the first answer, and a blocked caller claims nobody", async () => {
  const tenant = await plantTenant();
  const blocks = (number: string) => admin`
    insert into public.blocked_callers (tenant_id, number, blocked_by)
    values (${tenant.id}, ${number}, ${tenant.rep})`;
  const arrive = async (sid: string, from: string) => {
    const event: CallEvent = {
      ...{ type: "answer", dedupe_key: `twiml:answer:${sid}:first`, call_sid: sid, from },
      ...{ call_id: inboundId(tenant, sid), creates: "inbound", role: "caller" },
      ...{ to: "+12065550100", status: "ringing", occurred_at: at(0), received_at: at(0) },
      ...{ data: {}, answered_from: { line: {} }, check_blocked: true },
      routing: {
        wishes: [{ whom: "people", people: [tenant.rep], order: "in_turn", tried: [] }],
        callers: [],
      },
    };
    const [row] = await machine`select machine.take_event(${tenant.id}, ${machine.json(
      JSON.parse(JSON.stringify(event)),
    )}) as facts`;
    return row?.facts;
  };
  await blocks("+12065550177");
  const [spam, jane] = [newSid("CA"), newSid("CA")];
  expect(await arrive(spam, "+12065550177")).toMatchObject({ blocked: "listed" });
  const claims = () => admin`select from private.ring_claims where tenant_id = ${tenant.id}`;
  expect(await claims()).toHaveLength(0);
  expect(await arrive(jane, "+12065550178")).not.toHaveProperty("blocked");
  expect(await claims()).toHaveLength(1);

  await admin`delete from public.blocked_callers where tenant_id = ${tenant.id}`;
  await blocks("+12065550178");
  expect(await arrive(spam, "+12065550177")).toMatchObject({ blocked: "listed" });
  expect(await arrive(jane, "+12065550178")).not.toHaveProperty("blocked");
});
