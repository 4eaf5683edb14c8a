import { afterAll, beforeEach, expect, test } from "vitest";
import { identify, memberOf } from "@/lib/auth/member";
import { readCallerIds } from "@/lib/numbers/caller-id-store";
import { connect } from "@/lib/twilio-account/connect";
import { given } from "@/tests/database/rls/visitor";
import { buyNumber } from "@/tests/support/second-number";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, callRow, customer, initiate } from "@/tests/telephony/calls/walk";
import { sendText } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

const elsewhere = "+13105550123";
const localNumber = "+14155550101";
const inThatArea = "+14155550177";
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A caller ID that the account may show, and that Ringbook knows; its id. */
async function addCallerId(number = elsewhere, { verified = true } = {}): Promise<string> {
  const [row] = await admin`insert into public.caller_ids (tenant_id, number, verified_at)
    values (${tenant.id}, ${number}, case when ${verified} then now() end) returning id`;
  return String(row?.id);
}

/** Has the carrier call it, and its code typed there: the account may show it from then on. */
async function validate(number: string): Promise<void> {
  const { carrier, accountSid, authToken } = tenant;
  const url = `${stack.urls.carrier}/2010-04-01/Accounts/${accountSid}/OutgoingCallerIds.json`;
  const asked = await fetch(url, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    body: new URLSearchParams({ PhoneNumber: number }),
  });
  const { validation_code } = await asked.json();
  const phone = carrier.handset(accountSid, number);
  await carrier.advance(accountSid, 3);
  await phone.answer();
  await phone.press(validation_code);
  await carrier.runUntilIdle(accountSid);
}

/** Places a call of the rep, ends it, and gives the number that it shows. */
async function shown(body: object = {}): Promise<string> {
  const response = await initiate(tenant.rep, { to: customer, ...body });
  const { callId, error } = await response.json();
  if (!callId) throw new Error(JSON.stringify(error));
  await ask(tenant.rep, `/api/calls/${callId}/hangup`);
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  const row = await callRow(tenant, callId);
  expect(row.phone_number_id).not.toBeNull();
  return row.from_number;
}

const mine = (choice: object) =>
  given(
    tenant.rep.db.from("profiles").update(choice).eq("user_id", tenant.rep.userId).select("name"),
  );

test("a call shows the caller ID that it asks for, then the one last shown to them", async () => {
  await validate(elsewhere);
  const id = await addCallerId();
  expect(await shown({ from: id })).toBe(elsewhere);
  expect(await shown()).toBe(elsewhere);
  expect(await shown({ from: tenant.number })).toBe(tenant.number);
  expect(await shown()).toBe(tenant.number);
});

test("who has never been called sees the caller ID that a person chose as theirs", async () => {
  await validate(elsewhere);
  await mine({ default_caller_id: await addCallerId() });
  expect(await shown()).toBe(elsewhere);
  expect(await shown({ to: "+12065550188" })).toBe(elsewhere);
});

test("one that isn't verified, or another company's, is not shown", async () => {
  const waiting = await addCallerId(elsewhere, { verified: false });
  await mine({ default_caller_id: waiting });
  expect(await shown()).toBe(tenant.number);
  const refused = await initiate(tenant.rep, { to: customer, from: waiting });
  expect([refused.status, (await refused.json()).error.code]).toEqual([422, "number_not_yours"]);
  const own = tenant;
  tenant = await makeTenant();
  const theirs = await addCallerId();
  tenant = own;
  const stolen = await initiate(tenant.rep, { to: customer, from: theirs });
  expect((await stolen.json()).error.code).toBe("number_not_yours");
});

test("nobody's phone is called from its own number, and no customer from theirs", async () => {
  await mine({ default_caller_id: await addCallerId(tenant.rep.phone) });
  expect(await shown()).toBe(tenant.number);
  await mine({ default_caller_id: await addCallerId(customer) });
  expect(await shown()).toBe(tenant.number);
});

test("texts never come from a caller ID", async () => {
  const id = await addCallerId();
  const refused = await sendText(tenant, { from: id });
  expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([422, "number_not_yours"]);
});

test("with local numbers, new customers see that of their area, the others the usual", async () => {
  await validate(elsewhere);
  await buyNumber(tenant, localNumber, { isSetHere: true });
  const row = { tenant_id: tenant.id, number: localNumber };
  const added = await given(
    tenant.admin.db.from("phone_numbers").insert(row).select("id").single(),
  );
  await mine({ default_caller_id: await addCallerId() });
  const far = { to: "+12125550177" };
  expect(await shown({ to: inThatArea, from: tenant.number })).toBe(tenant.number);
  await given(
    tenant.admin.db
      .from("tenants")
      .update({ local_presence: true })
      .eq("id", tenant.id)
      .select("id"),
  );
  // They know the other one.
  expect(await shown({ to: inThatArea })).toBe(tenant.number);
  expect(await shown({ to: "+14155550178" })).toBe(localNumber);
  expect(await shown(far)).toBe(elsewhere);
  await mine({ default_number_id: tenant.numberId, default_caller_id: null });
  expect(await shown({ to: "+14155550179" })).toBe(localNumber);
  await sendText(tenant, { to: "+14155550180" });
  const [text] = await admin`select phone_number_id from public.messages
    where tenant_id = ${tenant.id}`;
  expect(text?.phone_number_id).toBe(added.id);
});

test("with another Twilio account none is verified any more, with another token all stay so", async () => {
  await addCallerId();
  const member = memberOf(await identify(tenant.admin.db), "admin");
  const verified = () => readCallerIds(member.db, tenant.id, { verified: true });
  const { accountSid: account_sid, authToken: auth_token } = tenant;
  await connect(member, { intent: "save", account_sid, auth_token });
  expect(await verified()).toHaveLength(1);
  const other = await tenant.carrier.ensureAccount({
    friendlyName: "Other",
    clock: "virtual",
    numbers: [],
  });
  const form = { account_sid: other.sid, auth_token: other.authToken };
  await connect(member, { intent: "save", ...form });
  expect(await verified()).toEqual([]);
  expect(await readCallerIds(member.db, tenant.id)).toMatchObject([{ twilio_sid: null }]);
});
