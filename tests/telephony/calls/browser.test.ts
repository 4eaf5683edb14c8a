import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { identityOf } from "@/lib/softphone/identity";
import { browserOf, ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { sweep } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { change } from "@/tests/telephony/calls/talking";
import { ask, callRow, customer, initiate, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const browser = () => browserOf(tenant, tenant.rep);
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);
const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const hangUp = (call: string) => ask(tenant.rep, `/api/calls/${call}/hangup`);

async function place(): Promise<string> {
  const response = await initiate(tenant.rep, { to: customer, device: "browser" });
  const answer = await response.json();
  expect({ status: response.status, ...answer }).toMatchObject({
    ...{ status: "queued", success: true, callSid: null },
  });
  expect(response.status).toBe(201);
  return answer.callId;
}

/** What Twilio reads in an access token. */
const Token = z.object({
  iss: z.string(),
  sub: z.string(),
  grants: z.object({
    identity: z.string(),
    voice: z.object({
      incoming: z.object({ allow: z.boolean() }),
      outgoing: z.object({ application_sid: z.string() }),
    }),
  }),
});

test("a browser signs in with a token of the company's own key, once an admin has turned it on", async () => {
  const off = await ask(tenant.rep, "/api/softphone/token");
  expect({ status: off.status, code: (await off.json()).error.code }).toEqual({
    ...{ status: 409, code: "browser_calls_off" },
  });
  const { application_sid, api_key_sid } = await turnOnBrowserCalls(tenant);
  const answer = await (await ask(tenant.rep, "/api/softphone/token")).json();
  const payload = Buffer.from(answer.token.split(".")[1], "base64url").toString();
  expect(Token.parse(JSON.parse(payload))).toEqual({
    ...{ iss: api_key_sid, sub: tenant.accountSid },
    grants: {
      identity: identityOf(tenant.rep.userId),
      voice: { incoming: { allow: true }, outgoing: { application_sid } },
    },
  });
  expect(Date.parse(answer.expiresAt)).toBeGreaterThan(Date.now());
});

describe("a rep calls a customer from the browser", () => {
  beforeEach(() => turnOnBrowserCalls(tenant));

  test("both talk, without pressing 1, and the call is recorded like any other", async () => {
    const call = await place();
    await browser().connect({ params: { call } });
    await advance(2);
    expect(await callRow(tenant, call)).toMatchObject({ stage: "ringing_customer" });
    expect((await handset(customer).state()).peer).toBe(tenant.number);
    await handset(customer).answer();
    await advance(30);
    expect(await callRow(tenant, call)).toMatchObject({ stage: "connected" });
    await browser().hangup();
    await idle();
    const row = await callRow(tenant, call);
    expect(row).toMatchObject({
      ...{ status: "completed", outcome: "connected", duration_seconds: 30 },
      ...{ user_id: tenant.rep.userId, from_number: tenant.number, to_number: customer },
    });
    expect(row.recording_url).not.toBeNull();
    // They may call again at once: their last leg is over.
    expect((await initiate(tenant.rep, { to: customer, device: "browser" })).status).toBe(201);
  });

  // Of the browser's own leg Twilio reports only the end.
  test("who placed it may hold it, add a colleague and transfer it", async () => {
    const call = await place();
    await browser().connect({ params: { call } });
    await advance(2);
    await handset(customer).answer();
    await advance(10);
    expect(await change(tenant.rep, call, "hold")).toBe(200);
    await advance(5);
    expect((await handset(customer).state()).hears).toContain("waiting.wav");
    const { data: people } = await tenant.rep.db.rpc("people_on_call", { target: call });
    expect(people).toContainEqual(expect.objectContaining({ role: "rep", state: "in" }));
    expect(await change(tenant.rep, call, "resume")).toBe(200);
    await advance(5);
    expect((await handset(customer).state()).hears).toBeNull();
    const rob = { to: { userId: tenant.rep2.userId } };
    expect(await change(tenant.rep, call, "add", rob)).toBe(200);
    await advance(5);
    await handset(tenant.rep2.phone).decline();
    await advance(3);
    expect(await change(tenant.rep, call, "transfer", { ...rob, mode: "warm" })).toBe(200);
    await advance(3);
    expect((await handset(tenant.rep2.phone).state()).state).toBe("ringing");
    await browser().hangup();
    await handset(customer).hangup();
    await idle();
    expect(await callRow(tenant, call)).toMatchObject({ outcome: "connected" });
  });

  test("who hangs up in the app ends both ends", async () => {
    await tenant.carrier.scriptHandset(tenant.accountSid, customer, {
      ...{ behaviour: "answers", afterSeconds: 4 },
    });
    const call = await place();
    await browser().connect({ params: { call } });
    await advance(20);
    expect((await hangUp(call)).status).toBe(200);
    await idle();
    expect(await callRow(tenant, call)).toMatchObject({ status: "completed" });
    expect((await browser().state()).state).toBe("idle");
    expect((await handset(customer).state()).state).toBe("idle");
  });

  test("a customer who is busy is said so", async () => {
    await tenant.carrier.scriptHandset(tenant.accountSid, customer, { behaviour: "busy" });
    const call = await place();
    await browser().connect({ params: { call } });
    await idle();
    expect(await callRow(tenant, call)).toMatchObject({ status: "busy", outcome: "busy" });
  });

  test("hung up before it is connected, nothing is dialled, and the next call goes", async () => {
    const call = await place();
    expect((await hangUp(call)).status).toBe(200);
    expect(await callRow(tenant, call)).toMatchObject({
      ...{ status: "failed", outcome_reason: "create_failed" },
      error_message: "Hung up before the browser was connected. Nothing was dialed.",
    });
    await browser().connect({ params: { call } });
    await idle();
    expect((await handset(customer).state()).state).toBe("idle");
    await place();
  });

  test("one whose browser never connects is over after a minute", async () => {
    const call = await place();
    const passed = admin`update public.calls set next_check_at = now() where id = ${call}`;
    await sweep(() => passed);
    expect(await callRow(tenant, call)).toMatchObject({
      ...{ status: "failed" },
      error_message: "The browser never connected this call. Nothing was dialed.",
    });
  });

  test("it needs no phone, and a key places one call", async () => {
    await admin`delete from public.personal_phones where user_id = ${tenant.rep.userId}`;
    const again = () =>
      ask(tenant.rep, "/api/calls/initiate", {
        body: { to: customer, device: "browser" },
        headers: { "idempotency-key": "click" },
      });
    const [one, other] = await Promise.all([again(), again()]);
    expect(await other.json()).toEqual(await one.json());
    expect(one.status).toBe(201);
    await onlyCall(tenant);
  });
});

test("without browser calls, none is placed there", async () => {
  const refused = await initiate(tenant.rep, { to: customer, device: "browser" });
  expect({ status: refused.status, code: (await refused.json()).error.code }).toEqual({
    ...{ status: 409, code: "browser_calls_off" },
  });
});

describe("a customer calls a rep who is in the browser", () => {
  beforeEach(() => turnOnBrowserCalls(tenant));

  test("who answers there talks at once, while their phone stops ringing", async () => {
    await ringsInBrowser(tenant, tenant.rep, "both");
    await handset(customer).dial(tenant.number);
    await advance(8);
    expect((await handset(tenant.rep.phone).state()).state).toBe("ringing");
    const call = await onlyCall(tenant);
    expect((await browser().state()).parameters).toEqual({ call: call.id });
    await browser().answer();
    await advance(20);
    expect((await handset(tenant.rep.phone).state()).state).toBe("idle");
    expect(await onlyCall(tenant)).toMatchObject({
      ...{ stage: "connected", user_id: tenant.rep.userId },
    });
    await handset(customer).hangup();
    await idle();
    expect(await onlyCall(tenant)).toMatchObject({
      ...{ status: "completed", outcome: "connected", duration_seconds: 20 },
    });
  });

  test("who declines there, or does not answer, has missed it", async () => {
    await ringsInBrowser(tenant, tenant.rep);
    await handset(customer).dial(tenant.number);
    await advance(8);
    await handset(customer).speak(0);
    await browser().decline();
    await idle();
    expect(await onlyCall(tenant)).toMatchObject({ outcome: "missed" });
  });
});
