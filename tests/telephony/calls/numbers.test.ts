import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { addSupport, support } from "@/tests/support/second-number";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, callRow, customer, initiate, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

let tenant: TestTenant;
let supportId: string;
beforeEach(async () => {
  tenant = await makeTenant();
  supportId = await addSupport(tenant);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);
const remove = (id: string) =>
  tenant.admin.db
    .from("phone_numbers")
    .update({ removed_at: new Date().toISOString() })
    .eq("id", id)
    .select("id");
const makeDefault = (id: string, { db, userId } = tenant.rep) =>
  db.from("profiles").update({ default_number_id: id }).eq("user_id", userId);

/** A customer calls a number, later than all before; nobody takes it. */
async function called(number: string, from = customer) {
  // The carrier's clock stands still between calls, the app's goes on.
  await advance(600);
  await handset(from).dial(number);
  await idle();
}

/** Places a call of the rep, ends it, and gives the number that it shows, here and at Twilio. */
async function shown(body: object): Promise<string> {
  const response = await initiate(tenant.rep, { to: customer, ...body });
  const { callId, callSid, error } = await response.json();
  if (!callId) throw new Error(JSON.stringify(error));
  await ask(tenant.rep, `/api/calls/${callId}/hangup`);
  await idle();
  const row = await callRow(tenant, callId);
  const legs = await tenant.carrier.calls(tenant.accountSid);
  expect(legs.find(({ sid }) => sid === callSid)?.from).toBe(row.from_number);
  expect(row.phone_number_id).toBe(row.from_number === support ? supportId : tenant.numberId);
  return row.from_number;
}

async function addContact(phone = customer): Promise<string> {
  const row = { tenant_id: tenant.id, name: "Jane Doe" };
  const { id } = await given(tenant.rep.db.from("contacts").insert(row).select("id").single());
  const own = { tenant_id: tenant.id, contact_id: id, phone };
  await given(tenant.rep.db.from("contact_phones").insert(own).select("id"));
  return id;
}

describe("a tenant has two numbers:", () => {
  test("each rings its own person, and the call is on the number that was dialled", async () => {
    for (const [number, id, person] of [
      [tenant.number, tenant.numberId, tenant.rep],
      [support, supportId, tenant.rep2],
    ] as const) {
      await handset(customer).dial(number);
      await advance(10);
      expect(await handset(person.phone).state()).toMatchObject({
        state: "ringing",
        peer: customer,
      });
      await handset(customer).hangup();
      await idle();
      const { data } = await tenant.manager.db.from("calls").select().eq("phone_number_id", id);
      expect(data).toMatchObject([{ to_number: number, user_id: person.userId }]);
    }
  });

  test("a call shows the oldest, the person's own default, or the one last used, in that order", async () => {
    const contactId = await addContact();
    expect(await shown({ contactId })).toBe(tenant.number);
    await makeDefault(supportId);
    // The contact knows the other one by now.
    expect(await shown({ contactId })).toBe(tenant.number);
    expect(await shown({ to: "+12065550178" })).toBe(support);
    await called(support);
    expect(await shown({ contactId })).toBe(support);
    await makeDefault(tenant.numberId);
    expect(await shown({ contactId })).toBe(support);
    expect(await shown({ to: customer })).toBe(support);
  });

  test("a call asks for one, by number or id, and shows that whatever was used before", async () => {
    await called(tenant.number);
    await makeDefault(tenant.numberId);
    expect(await shown({ from: "(206) 555-0101" })).toBe(support);
    expect(await shown({ from: tenant.number })).toBe(tenant.number);
    expect(await shown({ from: supportId })).toBe(support);
  });

  test("whoever is no contact is called from the number they dialled last", async () => {
    await called(support);
    expect(await shown({})).toBe(support);
    expect(await shown({ to: "+12065550178" })).toBe(tenant.number);
  });

  test("one's default does not decide for a colleague", async () => {
    await makeDefault(supportId, tenant.rep2);
    expect(await shown({})).toBe(tenant.number);
  });

  test("another's number, and one that nobody has, is refused", async () => {
    const other = await makeTenant();
    const otherId = await addSupport(other);
    for (const from of [other.numberId, otherId, "+12065550199", "no number", customer]) {
      const response = await initiate(tenant.rep, { to: customer, from });
      expect(response.status).toBe(422);
      const { error } = await response.json();
      expect(error).toMatchObject({ code: "number_not_yours", field: "from" });
    }
    const { data } = await tenant.manager.db.from("calls").select("id");
    expect(data).toEqual([]);
  });

  test("neither is called from here: it would ring the company itself", async () => {
    for (const to of [tenant.number, support]) {
      expect((await initiate(tenant.rep, { to })).status).toBe(400);
    }
  });

  test("the same Idempotency-Key with another number to show is another request", async () => {
    const headers = { "idempotency-key": "one click" };
    const send = (from: string) =>
      ask(tenant.rep, "/api/calls/initiate", { body: { to: customer, from }, headers });
    expect((await send(support)).status).toBe(201);
    expect((await (await send(tenant.number)).json()).error.code).toBe("idempotency_key_reused");
  });
});

describe("a removed number", () => {
  test("is answered as one that nobody has, and its calls stay", async () => {
    await called(support);
    const before = await onlyCall(tenant);
    expect((await remove(supportId)).error).toBeNull();
    // The app remembers a line for five seconds.
    await expect
      .poll(async () => {
        const fields = callerFields({ ...tenant, rep: tenant.rep.userId }, { To: support });
        return (await post({ path: "answer", fields, token: tenant.authToken })).status;
      })
      .toBe(403);
    expect(await callRow(tenant, before.id)).toMatchObject({ phone_number_id: supportId });
  });

  test("is shown by no call, though it was used last, is the default and is asked for", async () => {
    await called(support);
    await makeDefault(supportId);
    await remove(supportId);
    expect(await shown({})).toBe(tenant.number);
    const response = await initiate(tenant.rep, { to: customer, from: supportId });
    expect((await response.json()).error.code).toBe("number_not_yours");
  });

  test("is not removed while one of its calls goes on, in or out", async () => {
    await handset(customer).dial(support);
    await advance(5);
    expect((await remove(supportId)).error?.code).toBe("55006");
    await handset(customer).hangup();
    await idle();
    expect((await remove(supportId)).error).toBeNull();
    await initiate(tenant.rep, { to: customer });
    expect((await remove(tenant.numberId)).error?.code).toBe("55006");
  });
});

test("a row is about one number for ever, and is removed by admins alone", async () => {
  const change = { number: "+12065550188" };
  const { error } = await tenant.admin.db.from("phone_numbers").update(change).eq("id", supportId);
  expect(error?.code).toBe("42501");
  const removing = { removed_at: new Date().toISOString() };
  for (const { db } of [tenant.rep, tenant.manager]) {
    await db.from("phone_numbers").update(removing).eq("id", supportId);
  }
  const kept = await given(
    tenant.rep.db.from("phone_numbers").select("removed_at").eq("id", supportId).single(),
  );
  expect(kept.removed_at).toBeNull();
});

test("another company's number is nobody's default", async () => {
  const other = await makeTenant();
  expect((await makeDefault(other.numberId)).error?.code).toBe("23503");
  expect((await makeDefault(supportId)).error).toBeNull();
});
