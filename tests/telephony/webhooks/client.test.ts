import { randomUUID } from "node:crypto";
import { DOMParser } from "@xmldom/xmldom";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { identityOf } from "@/lib/softphone/identity";
import {
  admin,
  at,
  beginInBrowser,
  beginOutbound,
  callOf,
  machine,
  newSid,
  type Planted,
  plantTenant,
} from "@/tests/telephony/record/call-record";
import { callerFields, post, rowsOf } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: Planted;
let call: string;
let sid: string;
beforeEach(async () => {
  tenant = await plantTenant();
  call = await beginInBrowser(tenant);
  sid = newSid("CA");
});

/** What Twilio sends for the leg of the rep's browser. */
const fields = (changes: Record<string, string> = {}) =>
  callerFields(tenant, {
    ...{ call, CallSid: sid, From: `client:${identityOf(tenant.rep)}`, To: "" },
    ...changes,
  });

const ask = (changes: Record<string, string> = {}) =>
  post({ path: "client", fields: fields(changes), token: tenant.authToken });

/** The end of the browser's leg, which the TwiML app reports: nothing of ours is in the URL. */
const report = (CallDuration: string) => {
  const { call: _, ...leg } = fields({ CallDuration, CallStatus: "completed" });
  const ended = { ...leg, CallbackSource: "call-progress-events", Timestamp: timestamp(30) };
  return post({ path: "status", fields: ended, token: tenant.authToken });
};

const timestamp = (seconds: number) => new Date(at(seconds)).toUTCString();

async function customerLeg(CallStatus: string, seconds: number, CallDuration?: string) {
  const leg = callerFields(tenant, {
    ...{ CallSid: customer, ParentCallSid: sid, CallStatus, Direction: "outbound-dial" },
    ...{ From: "+12065550100", To: "+12065550199", Timestamp: timestamp(seconds) },
    ...{ CallbackSource: "call-progress-events", SequenceNumber: String(seconds) },
    ...(CallDuration && { CallDuration }),
  });
  const path = `status?call=${call}&leg=customer&parent=${sid}`;
  expect((await post({ path, fields: leg, token: tenant.authToken })).status).toBe(204);
}
const customer = newSid("CA");

test("a call placed in the browser dials the customer at once, and is over when it is", async () => {
  const asked = await ask();
  const twiml = new DOMParser().parseFromString(await asked.text(), "text/xml");
  const dial = twiml.getElementsByTagName("Dial")[0];
  expect(dial?.getAttribute("callerId")).toBe("+12065550100");
  expect(dial?.getElementsByTagName("Number")[0]?.textContent).toBe("+12065550199");
  expect(await callOf(call)).toMatchObject({ stage: "ringing_customer", twilio_call_sid: sid });
  await customerLeg("in-progress", 10);
  expect(await callOf(call)).toMatchObject({ stage: "connected", user_id: tenant.rep });
  await customerLeg("completed", 30, "20");
  expect((await report("28")).status).toBe(204);
  expect(await callOf(call)).toMatchObject({
    ...{ status: "completed", outcome: "connected", duration_seconds: 20 },
  });
  const legs = await admin`select role, medium, status from public.call_legs
    where tenant_id = ${tenant.id} order by role`;
  expect(legs).toEqual([
    { role: "customer", medium: "phone", status: "completed" },
    { role: "rep", medium: "browser", status: "completed" },
  ]);
});

test("the same request twice is one call", async () => {
  const first = await (await ask()).text();
  expect(await (await ask()).text()).toBe(first);
});

describe("what a browser says is not believed: nothing is dialled or written", () => {
  const refused = async (changes: Record<string, string>) => {
    const before = await rowsOf(tenant);
    expect((await ask(changes)).status).toBe(403);
    expect(await rowsOf(tenant)).toBe(before);
  };

  test("of a call of another company", async () => {
    await refused({ call: await beginInBrowser(await plantTenant()) });
  });

  test("of a colleague's call", async () => {
    const colleague = `client:${identityOf(randomUUID())}`;
    await refused({ From: colleague });
  });

  test("of a call of their own, by somebody of another company", async () => {
    const other = await plantTenant();
    await refused({ From: `client:${identityOf(other.rep)}` });
  });

  test("of a test call that names a call, or comes from no browser", async () => {
    await refused({ test: "echo", From: "+12065550199", call: "" });
    await refused({ test: "echo", call: randomUUID() });
  });

  test("of a call that was placed on the phone", async () => {
    await admin`update public.calls set ended_at = now() where id = ${call}`;
    await refused({ call: await beginOutbound(tenant) });
  });

  test("of no call", async () => {
    await refused({ call: "" });
    await refused({ call: randomUUID() });
    await refused({ From: "client:jane" });
  });

  test("of a call that another leg has", async () => {
    expect((await ask()).status).toBe(200);
    await refused({ CallSid: newSid("CA") });
  });

  test("of a call that is over", async () => {
    const [ended] = await machine`
      select machine.end_unconnected(${tenant.id}, ${call}, ${at(5)}, 'Hung up.') as result`;
    expect(ended?.result).toBe(true);
    expect(await callOf(call)).toMatchObject({ status: "failed", error_message: "Hung up." });
    await refused({});
  });

  test("of a person who was removed", async () => {
    await admin`update public.profiles set removed_at = now() where user_id = ${tenant.rep}`;
    await refused({});
  });
});

test("a call that has its leg is not ended as one that was never connected", async () => {
  expect((await ask()).status).toBe(200);
  const [ended] = await machine`
    select machine.end_unconnected(${tenant.id}, ${call}, ${at(5)}, 'Hung up.') as result`;
  expect(ended?.result).toBe(false);
  expect(await callOf(call)).toMatchObject({ stage: "ringing_customer" });
});

describe("a caller reaches a person in the browser", () => {
  const ready = async (rings_on: string, device = randomUUID()) => {
    await admin`insert into public.call_devices (tenant_id, user_id, rings_on, places_on)
      values (${tenant.id}, ${tenant.rep}, ${rings_on}, 'browser')`;
    await machine`select machine.note_softphone(${tenant.id}, ${tenant.rep}, ${device}, 'ready')`;
    return device;
  };

  const rung = async () => {
    await admin`update public.calls set ended_at = now() where id = ${call}`;
    const token = tenant.authToken;
    const answered = await post({ path: "answer", fields: callerFields(tenant), token });
    const twiml = new DOMParser().parseFromString(await answered.text(), "text/xml");
    const texts = (tag: string) =>
      [...twiml.getElementsByTagName(tag)].map(({ textContent }) => textContent);
    return { phones: texts("Number"), browsers: texts("Identity") };
  };

  test.each([
    ["phone", ["+12065550111"], 0],
    ["browser", [], 1],
    ["both", ["+12065550111"], 1],
  ])("who is rung on: %s", async (rings_on, phones, browsers) => {
    await ready(rings_on);
    const identities = browsers ? [identityOf(tenant.rep)] : [];
    expect(await rung()).toEqual({ phones, browsers: identities });
  });

  test("while its page is loaded again, for five seconds", async () => {
    const device = await ready("browser");
    // As of one moment: a busy machine may take longer than that to ring.
    const [left] = await admin.begin(async (sql) => {
      await sql`select machine.note_softphone(${tenant.id}, ${tenant.rep}, ${device}, 'leaving')`;
      return sql`select private.has_softphone(${tenant.id}, ${tenant.rep}) as counts,
        private.reloading(${tenant.id}, ${sql.json([tenant.rep])}) as reloading,
        extract(epoch from seen_at + interval '45 seconds' - now())::int as seconds
        from public.softphones where tenant_id = ${tenant.id}`;
    });
    expect(left).toEqual({ counts: true, reloading: [tenant.rep], seconds: 5 });
    await machine`select machine.note_softphone(${tenant.id}, ${tenant.rep}, ${device}, 'ready')`;
    const [back] = await admin`
      select private.reloading(${tenant.id}, ${admin.json([tenant.rep])}) as reloading`;
    expect(back).toEqual({ reloading: [] });
    // Left twice, it does not count for longer.
    await admin`update public.softphones set seen_at = now() - interval '46 seconds'
      where tenant_id = ${tenant.id}`;
    await machine`select machine.note_softphone(${tenant.id}, ${tenant.rep}, ${device}, 'leaving')`;
    const [again] = await admin`
      select private.has_softphone(${tenant.id}, ${tenant.rep}) as counts`;
    expect(again).toEqual({ counts: false });
  });

  test("not after it has left, or was not heard of for 45 seconds", async () => {
    const device = await ready("browser");
    await machine`select machine.note_softphone(${tenant.id}, ${tenant.rep}, ${device}, 'gone')`;
    expect(await rung()).toEqual({ phones: [], browsers: [] });
    await machine`select machine.note_softphone(${tenant.id}, ${tenant.rep}, ${device}, 'ready')`;
    await admin`update public.softphones set seen_at = now() - interval '46 seconds'
      where tenant_id = ${tenant.id}`;
    const other = await post({
      ...{ path: "answer", fields: callerFields(tenant), token: tenant.authToken },
    });
    expect(await other.text()).not.toContain("<Dial");
  });
});
