import { beforeAll, describe, expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, callRow, customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant();
});

const { handset, advance, idle } = {
  handset: (number: string) => tenant.carrier.handset(tenant.accountSid, number),
  advance: (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds),
  idle: () => tenant.carrier.runUntilIdle(tenant.accountSid),
};

async function byHand() {
  await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, { behaviour: "manual" });
  await tenant.carrier.scriptHandset(tenant.accountSid, customer, { behaviour: "manual" });
}

describe("a rep calls a customer from their own phone", () => {
  test("by hand: each state follows the phones, and the end is a recorded call with its talk time", async () => {
    await byHand();
    const callId = await place(tenant);
    await advance(2);
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "ringing",
      stage: "ringing_rep",
    });
    expect((await handset(tenant.rep.phone).state()).peer).toBe(tenant.number);

    await handset(tenant.rep.phone).answer();
    await advance(1);
    expect(await callRow(tenant, callId)).toMatchObject({ stage: "confirming" });
    expect((await handset(customer).state()).state).toBe("idle");

    await handset(tenant.rep.phone).press("1");
    await advance(2);
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "ringing",
      stage: "ringing_customer",
    });
    expect((await handset(customer).state()).peer).toBe(tenant.number);

    await handset(customer).answer();
    await advance(30);
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "in-progress",
      stage: "connected",
    });

    await handset(customer).hangup();
    await idle();
    const call = await callRow(tenant, callId);
    expect(call).toMatchObject({
      status: "completed",
      outcome: "connected",
      stage: "ended",
      direction: "outbound",
      from_number: tenant.number,
      to_number: customer,
      user_id: tenant.rep.userId,
      duration_seconds: 30,
    });
    expect(call.recording_url).toMatch(/^\/api\/recordings\/[0-9a-f-]{36}$/);
    expect((await handset(tenant.rep.phone).state()).state).toBe("idle");

    const audio = await ask(tenant.rep, call.recording_url ?? "", {
      method: "GET",
      headers: { range: "bytes=0-999" },
    });
    expect(audio.status).toBe(206);
    expect(audio.headers.get("content-type")).toBe("audio/mpeg");
    expect((await audio.arrayBuffer()).byteLength).toBe(1000);
  });

  test("hanging up in the app ends both phones", async () => {
    await everyoneAnswers(tenant);
    const callId = await place(tenant);
    await advance(20);
    expect(await callRow(tenant, callId)).toMatchObject({ stage: "connected" });
    expect((await ask(tenant.rep, `/api/calls/${callId}/hangup`)).status).toBe(200);
    await idle();
    expect((await handset(tenant.rep.phone).state()).state).toBe("idle");
    expect((await handset(customer).state()).state).toBe("idle");
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "completed",
      outcome: "connected",
    });
  });

  test("hanging up in the app while the customer rings ends the customer's phone too", async () => {
    await everyoneAnswers(tenant);
    await tenant.carrier.scriptHandset(tenant.accountSid, customer, { behaviour: "manual" });
    const callId = await place(tenant);
    await advance(15);
    expect((await handset(customer).state()).state).toBe("ringing");
    expect((await ask(tenant.rep, `/api/calls/${callId}/hangup`)).status).toBe(200);
    await idle();
    expect((await handset(customer).state()).state).toBe("idle");
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "canceled",
      outcome: "canceled",
      duration_seconds: 0,
    });
  });

  test.each([
    ["busy", { behaviour: "busy" }, { status: "busy", outcome: "busy" }],
    ["not answering", { behaviour: "no-answer" }, { status: "no-answer", outcome: "no-answer" }],
    ["unreachable", { behaviour: "failed" }, { status: "failed", outcome: "failed" }],
  ] as const)("the customer is %s", async (_, script, ends) => {
    await everyoneAnswers(tenant);
    await tenant.carrier.scriptHandset(tenant.accountSid, customer, script);
    const callId = await place(tenant);
    await idle();
    expect(await callRow(tenant, callId)).toMatchObject({
      ...ends,
      stage: "ended",
      duration_seconds: 0,
    });
  });

  test.each([
    ["is busy", { behaviour: "busy" }, { status: "busy", outcome: "rep_unreachable" }],
    ["rings out", { behaviour: "no-answer" }, { status: "no-answer", outcome: "rep_unreachable" }],
    [
      "is taken by voicemail",
      { behaviour: "voicemail", pickupAfterSeconds: 8 },
      { status: "no-answer", outcome: "rep_unconfirmed" },
    ],
  ] as const)("the rep's own phone %s: the customer is never rung", async (_, script, ends) => {
    await byHand();
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, script);
    const callId = await place(tenant);
    await idle();
    expect(await callRow(tenant, callId)).toMatchObject(ends);
    const { data: legs } = await tenant.manager.db
      .from("call_legs")
      .select("role")
      .eq("call_id", callId);
    expect(legs).toEqual([{ role: "rep" }]);
  });
});
