import { DOMParser } from "@xmldom/xmldom";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { explainAnswer } from "@/lib/voice/explain";
import {
  admin,
  machine,
  newSid,
  type Planted,
  plantTenant,
} from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const AnswerRow = z.object({
  event_type: z.string(),
  event_data: z.unknown(),
  query: z.string().nullable(),
  answered_from: z.object({ line: z.unknown() }),
  created_at: z.string(),
});

async function twiml(response: Response) {
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/xml/);
  const document = new DOMParser().parseFromString(await response.text(), "text/xml");
  const first = (name: string) => document.getElementsByTagName(name)[0];
  return { first, text: document.documentElement?.textContent ?? "" };
}

const dial = async (tenant: Planted, changes: Record<string, string> = {}) =>
  twiml(
    await post({ path: "answer", fields: callerFields(tenant, changes), token: tenant.authToken }),
  );

test("a caller hears greeting and notice while the rep's phone rings with the caller's number", async () => {
  const tenant = await plantTenant();
  const { first, text } = await dial(tenant);
  expect(text).toContain("This call may be recorded.");
  expect(first("Dial")?.getAttribute("callerId")).toBe("+12065550177");
  expect(first("Dial")?.getAttribute("record")).toBe("record-from-answer-dual");
  expect(first("Dial")?.getAttribute("timeLimit")).toBe("7200");
  expect(first("Number")?.textContent).toBe("+12065550111");
});

test("a withheld caller is passed on under the tenant's number, and the call says so", async () => {
  const tenant = await plantTenant();
  const { first } = await dial(tenant, { From: "anonymous" });
  expect(first("Dial")?.getAttribute("callerId")).toBe("+12065550100");
  const [call] =
    await admin`select from_number, contact_id from public.calls where tenant_id = ${tenant.id}`;
  expect(call).toMatchObject({ from_number: "anonymous", contact_id: null });
});

test.each([
  ["comes from the phone that it would ring", { From: "+12065550111" }],
  ["was diverted from the phone that it would ring", { ForwardedFrom: "+12065550111" }],
  ["was diverted from it, its number in national form", { ForwardedFrom: "2065550111" }],
])("a call that %s rings nobody, and its page shows that document", async (_, changes) => {
  const tenant = await plantTenant();
  const { first, text } = await dial(tenant, changes);
  expect(first("Dial")).toBeUndefined();
  expect(text).toContain("nobody can take your call");
  const stored = () => admin`
    select event_type, event_data, query, answered_from, created_at::text from public.call_events
    where tenant_id = ${tenant.id} and event_type = 'answer'`;
  // A busy database is answered before, from what is known.
  await expect.poll(stored).toHaveLength(1);
  const ledger = AnswerRow.parse((await stored())[0]);
  expect(explainAnswer(tenant.id, ledger, null)?.twiml).toContain("nobody can take your call");
  expect(JSON.stringify(ledger.answered_from.line)).not.toContain("2065550111");
});

test.each(["+12065550188", "anonymous", "", "x".repeat(5_000)])(
  "a call that was diverted from elsewhere (%.20s) rings the rep",
  async (ForwardedFrom) => {
    const { first } = await dial(await plantTenant(), { ForwardedFrom });
    expect(first("Number")?.textContent).toBe("+12065550111");
  },
);

test("with recording off nothing is recorded and nothing is announced", async () => {
  const tenant = await plantTenant();
  await admin`update public.tenants set recording_enabled = false where id = ${tenant.id}`;
  const { first, text } = await dial(tenant);
  expect(first("Dial")?.hasAttribute("record")).toBe(false);
  expect(text).not.toContain("recorded");
});

test("when nobody can be rung the caller is asked for a message, and it is one missed call", async () => {
  const tenant = await plantTenant();
  await admin`delete from public.personal_phones where tenant_id = ${tenant.id}`;
  const CallSid = newSid("CA");
  const { first, text } = await dial(tenant, { CallSid });
  expect(text).toContain("Please leave a message after the tone");
  expect(first("Dial")).toBeUndefined();
  expect(first("Record")?.getAttribute("action")).toContain(`mailbox=${tenant.rep}`);
  await post({
    path: "status",
    fields: callerFields(tenant, { CallSid, CallStatus: "completed", CallDuration: "6" }),
    token: tenant.authToken,
  });
  const calls =
    await admin`select status, outcome from public.calls where tenant_id = ${tenant.id}`;
  expect([...calls]).toEqual([{ status: "no-answer", outcome: "missed" }]);
});

test("a known number's call belongs to its contact; an unknown one's until someone adds it", async () => {
  const tenant = await plantTenant();
  const addContact = async (phone: string) => {
    const [contact] =
      await admin`insert into public.contacts (tenant_id, name) values (${tenant.id}, 'Jane Doe') returning id`;
    await admin`insert into public.contact_phones (tenant_id, contact_id, phone) values (${tenant.id}, ${contact?.id}, ${phone})`;
    return contact?.id;
  };
  const known = await addContact("+12065550177");
  await dial(tenant);
  await dial(tenant, { From: "+12065550188" });
  await dial(tenant, { From: "+12065550188" });
  const added = await addContact("+12065550188");
  const rows =
    await admin`select contact_id from public.calls where tenant_id = ${tenant.id} order by from_number`;
  expect(rows.map((row) => row.contact_id)).toEqual([known, added, added]);
});
