import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { mergeNow } from "@/tests/database/merges/pair";
import { sweep } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import {
  ask,
  callRow,
  customer,
  everyoneAnswers,
  initiate,
  onlyCall,
  place,
} from "@/tests/telephony/calls/walk";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const calls = async () =>
  (await tenant.manager.db.from("calls").select("id").eq("tenant_id", tenant.id)).data?.length;
const placedAtTwilio = async () => (await tenant.carrier.calls(tenant.accountSid)).length;
const settle = () => tenant.carrier.runUntilIdle(tenant.accountSid);

async function expectRefused(response: Response, status: number, code: string) {
  expect(response.status).toBe(status);
  const answer = await response.json();
  expect(answer).toMatchObject({ success: false, error: { code } });
  expect(answer.error.message.length).toBeGreaterThan(10);
  return answer.error;
}

describe("initiate refuses before anything is dialled:", () => {
  test("without a session: 401", async () => {
    await expectRefused(await initiate(null, { to: customer }), 401, "unauthenticated");
  });

  test("a forged token: 401", async () => {
    await expectRefused(
      await initiate({ ...tenant.rep, accessToken: "x.y.z" }, { to: customer }),
      401,
      "unauthenticated",
    );
  });

  test("another site's page, whoever's cookie comes along: 403", async () => {
    const headers = { origin: "https://elsewhere.example" };
    const response = await ask(null, "/api/calls/initiate", { body: { to: customer }, headers });
    await expectRefused(response, 403, "foreign_origin");
  });

  test("a rep whose personal phone is the company's own number: 422", async () => {
    const own = { phone: tenant.number };
    await tenant.rep.db.from("personal_phones").update(own).eq("user_id", tenant.rep.userId);
    await expectRefused(await initiate(tenant.rep, { to: customer }), 422, "no_personal_phone");
  });

  test.each([
    ["no number", {}],
    ["not an object", "call jane"],
    ["a contact that is no id", { to: customer, contactId: "jane" }],
    ["record that is no yes or no", { to: customer, record: "yes" }],
  ])("a body that makes no sense (%s): 400", async (_, body) => {
    await expectRefused(await initiate(tenant.rep, body), 400, "invalid_input");
  });

  test.each(["12", "hello", "+1 206", tenantNumber()])(
    "an impossible number (%s): 400 naming the field",
    async (to) => {
      const error = await expectRefused(await initiate(tenant.rep, { to }), 400, "invalid_number");
      expect(error.field).toBe("to");
    },
  );

  test("a tenant without Twilio settings: 409", async () => {
    const bare = await makeTenant({ withoutTwilio: true });
    const error = await expectRefused(
      await initiate(bare.rep, { to: customer }),
      409,
      "twilio_not_configured",
    );
    const sentence = "Your company isn't connected to Twilio yet.";
    expect(error.message).toBe(`${sentence} Ask ${bare.admin.name}.`);
    expect(error.asks_admin).toBe(true);
    // An admin is not sent to themselves.
    const own = await initiate(bare.admin, { to: customer });
    expect((await expectRefused(own, 409, "twilio_not_configured")).message).toBe(sentence);
  });

  test("a rep without a personal phone: 422 that says where to set it", async () => {
    await tenant.rep.db.from("personal_phones").delete().eq("user_id", tenant.rep.userId);
    const error = await expectRefused(
      await initiate(tenant.rep, { to: customer }),
      422,
      "no_personal_phone",
    );
    expect(error.message).toContain("Settings → Profile");
  });

  test("another tenant's contact, like one that does not exist: 404", async () => {
    const other = await makeTenant();
    const { data } = await other.rep.db
      .from("contacts")
      .insert({ tenant_id: other.id, name: "Theirs" })
      .select("id")
      .single();
    for (const contactId of [data?.id, randomUUID()]) {
      await expectRefused(
        await initiate(tenant.rep, { to: customer, contactId }),
        404,
        "contact_not_found",
      );
    }
  });

  test("a contact that was merged since the page was opened: calls the one that stayed", async () => {
    await everyoneAnswers(tenant);
    const add = async (name: string) => {
      const { data } = await tenant.rep.db
        .from("contacts")
        .insert({ tenant_id: tenant.id, name })
        .select("id")
        .single();
      return data?.id ?? "";
    };
    const [keep, gone] = [await add("Jane Doe"), await add("J. Doe")];
    await mergeNow(tenant.rep, [keep, gone]);
    const response = await initiate(tenant.rep, { to: customer, contactId: gone });
    expect(response.status).toBe(201);
    const { callId } = await response.json();
    expect((await callRow(tenant, callId)).contact_id).toBe(keep);
    await settle();
  });

  test("a second call while one is live: 409; a colleague may call", async () => {
    await place(tenant);
    await expectRefused(await initiate(tenant.rep, { to: customer }), 409, "call_in_progress");
    expect((await initiate(tenant.rep2, { to: customer })).status).toBe(201);
  });

  test("a call while one's phone still says how the last one ended: 409, and nobody is rung", async () => {
    const { accountSid, carrier, rep } = tenant;
    await everyoneAnswers(tenant);
    await carrier.scriptHandset(accountSid, customer, { behaviour: "busy" });
    const callId = await place(tenant);
    const phone = carrier.handset(accountSid, rep.phone);
    await expect
      .poll(async () => {
        await carrier.advance(accountSid, 1);
        return (await callRow(tenant, callId)).stage;
      })
      .toBe("ended");
    expect((await phone.state()).hears).toContain("The line is busy");
    const error = await expectRefused(
      await initiate(rep, { to: customer }),
      409,
      "call_in_progress",
    );
    expect(error.message).toContain("your phone is still on the line");
    expect(await placedAtTwilio()).toBe(2);
    await settle();
    expect((await initiate(rep, { to: customer })).status).toBe(201);
  });

  test("two clicks at once place one call", async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => initiate(tenant.rep, { to: customer })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
    expect(await placedAtTwilio()).toBe(1);
  });
});

function tenantNumber() {
  return "+12065550100";
}

describe("when Twilio", () => {
  test("refuses: 502 with its code and a sentence, and the call says failed and why", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: { error: { status: 400, code: 21215, message: "Geo permission" } },
      match: { method: "POST" },
      times: 1,
    });
    const error = await expectRefused(
      await initiate(tenant.rep, { to: customer }),
      502,
      "twilio_refused",
    );
    expect(error).toMatchObject({ twilioCode: 21215, asks_admin: true });
    expect(error.message).toMatch(new RegExp(`console. Ask ${tenant.admin.name}.$`));
    const call = await onlyCall(tenant);
    expect(call).toMatchObject({
      status: "failed",
      outcome: "failed",
      error_code: 21215,
      // Whom to ask depends on who reads it.
      error_message: error.message.replace(` Ask ${tenant.admin.name}.`, ""),
    });
    expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
  });

  test("loses its answer: the call stays queued and unknown, and the sweep finds the one that was placed", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "lose-answer",
      match: { method: "POST" },
      times: 1,
    });
    await tenant.carrier.fault(tenant.accountSid, {
      match: { kind: "status" },
      effect: { kind: "drop" },
    });
    const response = await initiate(tenant.rep, { to: customer });
    expect(response.status).toBe(201);
    const { callId, callSid } = await response.json();
    expect(callSid).toBeNull();
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "queued",
      outcome: "unknown",
      twilio_call_sid: null,
    });
    await sweep();
    const found = await callRow(tenant, callId);
    const [placed, ...others] = await tenant.carrier.calls(tenant.accountSid);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ twilio_call_sid: placed?.sid, outcome: null });
    await expectRefused(await initiate(tenant.rep, { to: customer }), 409, "call_in_progress");
  });

  test("loses its answer and a webhook comes first: the call is bound by it", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "lose-answer",
      match: { method: "POST" },
      times: 1,
    });
    const { callId } = await (await initiate(tenant.rep, { to: customer })).json();
    await tenant.carrier.advance(tenant.accountSid, 3);
    expect(await callRow(tenant, callId)).toMatchObject({ status: "ringing", outcome: null });
    await settle();
    expect(await placedAtTwilio()).toBe(1);
  });

  test("sends a webhook of the call before it has answered the create: the same row", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "late-answer",
      match: { method: "POST" },
      times: 1,
    });
    const placing = initiate(tenant.rep, { to: customer });
    await expect.poll(placedAtTwilio).toBe(1);
    await tenant.carrier.advance(tenant.accountSid, 3);
    const response = await placing;
    expect(response.status).toBe(201);
    const { callSid } = await response.json();
    expect(callSid).toMatch(/^CA/);
    expect((await onlyCall(tenant)).twilio_call_sid).toBe(callSid);
  });
});

describe("hanging up", () => {
  test("someone else's call: a rep may not, a manager may", async () => {
    const callId = await place(tenant);
    await tenant.carrier.advance(tenant.accountSid, 3);
    await expectRefused(
      await ask(tenant.rep2, `/api/calls/${callId}/hangup`),
      403,
      "not_your_call",
    );
    expect((await ask(tenant.manager, `/api/calls/${callId}/hangup`)).status).toBe(200);
    await settle();
    expect(await callRow(tenant, callId)).toMatchObject({ status: "canceled", stage: "ended" });
  });

  test("another tenant's call, a call that does not exist, and nonsense: 404 in the same words", async () => {
    const other = await makeTenant();
    const theirs = await place(other);
    const answers = await Promise.all(
      [theirs, randomUUID(), "nonsense"].map((id) => ask(tenant.admin, `/api/calls/${id}/hangup`)),
    );
    for (const answer of answers) await expectRefused(answer, 404, "call_not_found");
  });

  test("twice, and after the end: fine", async () => {
    const callId = await place(tenant);
    await tenant.carrier.advance(tenant.accountSid, 3);
    const both = await Promise.all(
      [1, 2].map(() => ask(tenant.rep, `/api/calls/${callId}/hangup`)),
    );
    expect(both.map((answer) => answer.status)).toEqual([200, 200]);
    await settle();
    expect((await ask(tenant.rep, `/api/calls/${callId}/hangup`)).status).toBe(200);
    expect(await calls()).toBe(1);
  });

  test("while still queued at Twilio, which sends no callback then: the call is over all the same", async () => {
    const callId = await place(tenant);
    const second = await place(tenant, customer, tenant.rep2);
    expect((await ask(tenant.rep2, `/api/calls/${second}/hangup`)).status).toBe(200);
    expect(await callRow(tenant, second)).toMatchObject({
      status: "canceled",
      outcome: "canceled",
      stage: "ended",
    });
    expect(callId).not.toBe(second);
  });
});
