import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { startOtherApp } from "@/tests/support/other-app";
import { sweep } from "@/tests/support/sweeps";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, callRow, customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const placedAtTwilio = async () => (await tenant.carrier.calls(tenant.accountSid)).length;
const answerOf = async (response: Response) => ({
  status: response.status,
  text: await response.text(),
});

async function send(
  key: string,
  { by = tenant.rep, body = {} }: { by?: Member; body?: object } = {},
) {
  const response = await ask(by, "/api/calls/initiate", {
    body: { to: customer, ...body },
    headers: { "idempotency-key": key },
  });
  return answerOf(response);
}

const fiftyTimes = (key: string) => Promise.all(Array.from({ length: 50 }, () => send(key)));

/** The one answer that all of them got. */
function theAnswer(answers: { status: number; text: string }[]) {
  const [first] = answers;
  if (!first) throw new Error("nobody answered");
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  return JSON.parse(first.text);
}

describe("the same key 50 times at once", () => {
  test("places one call and answers 50 times the same", async () => {
    const answer = theAnswer(await fiftyTimes(randomUUID()));
    expect(answer).toMatchObject({ status: "queued", success: true });
    expect(await placedAtTwilio()).toBe(1);
    expect(await callRow(tenant, answer.callId)).toMatchObject({ twilio_call_sid: answer.callSid });
  });

  test("while Twilio refuses: asks once and says the same 502 to everyone", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: { error: { status: 400, code: 21215, message: "Geo permission" } },
      match: { method: "POST" },
      times: 1,
    });
    const key = randomUUID();
    const answers = await fiftyTimes(key);
    expect(answers[0]?.status).toBe(502);
    expect(theAnswer(answers).error).toMatchObject({ code: "twilio_refused", twilioCode: 21215 });
    theAnswer([...answers, await send(key)]);
    expect(await placedAtTwilio()).toBe(0);
    expect((await send(randomUUID())).status).toBe(201);
  });

  test("while Twilio's answer comes late: everyone waits for it", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "late-answer",
      match: { method: "POST" },
      times: 1,
    });
    const answers = fiftyTimes(randomUUID());
    await expect.poll(placedAtTwilio).toBe(1);
    await tenant.carrier.advance(tenant.accountSid, 3);
    expect(theAnswer(await answers).callSid).toMatch(/^CA/);
    expect(await placedAtTwilio()).toBe(1);
  });

  test("while Twilio's answer is lost: nothing is placed twice, the sweep finds the call, the answer stays", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "lose-answer",
      match: { method: "POST" },
      times: 1,
    });
    await tenant.carrier.fault(tenant.accountSid, {
      match: { kind: "status" },
      effect: { kind: "drop" },
    });
    const key = randomUUID();
    const answers = await fiftyTimes(key);
    const { callId, callSid } = theAnswer(answers);
    expect(callSid).toBeNull();
    theAnswer([...answers, await send(key)]);
    await sweep();
    const [placed, ...others] = await tenant.carrier.calls(tenant.accountSid);
    expect(others).toEqual([]);
    expect((await callRow(tenant, callId)).twilio_call_sid).toBe(placed?.sid);
    theAnswer([...answers, await send(key)]);
    expect(await placedAtTwilio()).toBe(1);
  });
});

describe("a key", () => {
  test("is answered the same by a copy of the app that has just started", async () => {
    const key = randomUUID();
    const first = await send(key);
    const elsewhere = await fetch(`${await startOtherApp({})}/api/calls/initiate`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${tenant.rep.accessToken}`,
        "idempotency-key": key,
      },
      body: JSON.stringify({ to: customer }),
    });
    theAnswer([first, await answerOf(elsewhere)]);
    expect(await placedAtTwilio()).toBe(1);
  });

  test("whose first request died on the way is answered after a while, and never placed again", async () => {
    const key = randomUUID();
    const first = await send(key);
    await admin`update private.call_keys set answer = null where tenant_id = ${tenant.id}`;
    const answers = await Promise.all([send(key), send(key)]);
    const { callId } = JSON.parse(first.text);
    expect(theAnswer(answers)).toEqual({ success: true, callId, callSid: null, status: "queued" });
    theAnswer([...answers, await send(key)]);
    expect(await placedAtTwilio()).toBe(1);
  });

  test("belongs to one request: with another body it is refused, and nothing is placed", async () => {
    const key = randomUUID();
    await send(key);
    for (const body of [{ to: "+12065550178" }, { record: false }]) {
      const other = await send(key, { body });
      expect(other.status).toBe(422);
      expect(JSON.parse(other.text).error.code).toBe("idempotency_key_reused");
    }
    expect(await placedAtTwilio()).toBe(1);
  });

  test("belongs to one person: a colleague's and another company's are theirs", async () => {
    const other = await makeTenant();
    const key = randomUUID();
    const answers = await Promise.all([
      send(key),
      send(key, { by: tenant.rep2 }),
      send(key, { by: other.rep }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ text }) => JSON.parse(text).callId)).size).toBe(3);
  });

  test("that placed nothing may be used again once the reason is gone", async () => {
    const { carrier, accountSid } = tenant;
    await send(randomUUID());
    const key = randomUUID();
    expect((await send(key)).status).toBe(409);
    await carrier.runUntilIdle(accountSid);
    expect((await send(key)).status).toBe(201);
  });

  test("is kept for two days, then forgotten", async () => {
    const key = randomUUID();
    const age = (interval: string) =>
      admin`update private.call_keys set created_at = now() - ${interval}::interval where tenant_id = ${tenant.id}`;
    const first = await send(key);
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await age("47 hours");
    await send(randomUUID());
    theAnswer([first, await send(key)]);
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await age("49 hours");
    await send(randomUUID());
    const kept = await admin`select from private.call_keys where tenant_id = ${tenant.id}`;
    expect(kept).toHaveLength(1);
  });

  test.each([
    ["longer than 200 characters", "k".repeat(201)],
    ["with a tab in it", "a\tb"],
    ["with letters beyond ASCII", "clé"],
    ["that is empty", ""],
  ])("%s is refused: 400", async (_, key) => {
    const answer = await send(key);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).error.code).toBe("invalid_idempotency_key");
    expect(await placedAtTwilio()).toBe(0);
  });
});
