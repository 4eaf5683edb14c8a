import { beforeEach, describe, expect, test } from "vitest";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { betweenSweeps, sweep } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callOf, change } from "@/tests/telephony/calls/talking";
import {
  ask,
  callRow,
  customer,
  everyoneAnswers,
  initiate,
  onlyCall,
  place,
  ringInVain,
} from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);
const dropped = (match: { kind: "status" | "recording" | "twiml" } | { path: string }) =>
  tenant.carrier.fault(tenant.accountSid, { match, effect: { kind: "drop" } });
const losing = (kind: "status" | "recording" | "twiml") => dropped({ kind });

/** Brings the next comparison forward, as if its time had come. */
async function due(callId: string) {
  await admin`update public.calls set next_check_at = now() where id = ${callId}`;
}

describe("the sweep", () => {
  test("is refused without the schedule's secret", async () => {
    const attempts: Record<string, string>[] = [{}, { authorization: "Bearer wrong" }];
    for (const headers of attempts) {
      expect((await ask(null, "/api/cron/sweep", { headers })).status).toBe(401);
      expect((await ask(null, "/api/cron/sweep", { method: "GET", headers })).status).toBe(401);
    }
  });

  test("adds the price of all legs once Twilio knows it", async () => {
    await everyoneAnswers(tenant);
    const callId = await place(tenant);
    await tenant.carrier.advance(tenant.accountSid, 60);
    await tenant.carrier.handset(tenant.accountSid, customer).hangup();
    await idle();
    expect(await callRow(tenant, callId)).toMatchObject({ outcome: "connected", price: null });
    await sweep(() => due(callId));
    const legs = await tenant.carrier.calls(tenant.accountSid);
    const total = legs.reduce((sum, leg) => sum + Math.abs(Number(leg.price)), 0);
    const call = await callRow(tenant, callId);
    expect(Number(call.price)).toBeCloseTo(total, 5);
    expect(total).toBeGreaterThan(0);
    expect(call).toMatchObject({ price_unit: "USD" });
    expect(call.settled_at).not.toBeNull();
  });

  test("settles an outbound call whose every status and recording webhook was lost", async () => {
    await everyoneAnswers(tenant);
    await tenant.carrier.scriptHandset(tenant.accountSid, customer, {
      behaviour: "answers",
      afterSeconds: 4,
      hangupAfterSeconds: 25,
    });
    await losing("status");
    await losing("recording");
    const callId = await place(tenant);
    await idle();
    expect((await callRow(tenant, callId)).ended_at).toBeNull();
    await sweep(() => due(callId));
    const call = await callRow(tenant, callId);
    expect(call).toMatchObject({ status: "completed", outcome: "connected", duration_seconds: 25 });
    expect(call.recording_url).not.toBeNull();
    expect(call.price).not.toBeNull();
    expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
  });

  test.each([
    ["its recording", ["/recording"]],
    ["it", ["/recording", "/voicemail"]],
  ])(
    "finds the message of a customer whom we called, though no news of %s came",
    async (_, lost) => {
      const on = callOf(tenant);
      const call = await on.callOut();
      for (const path of lost) await dropped({ path });
      const to = { voicemailOf: tenant.rep2.userId };
      expect(await change(tenant.rep, call, "transfer", { to })).toBe(200);
      await on.advance(3);
      await on.handset(customer).speak(10);
      await on.advance(10);
      await on.handset(customer).hangup();
      await on.idle();
      const messages = async () =>
        (await tenant.rep2.db.from("voicemails").select("call_id, mailbox_id")).data ?? [];
      expect(await messages()).toEqual([]);
      await sweep(() => due(call));
      expect(await messages()).toEqual([{ call_id: call, mailbox_id: tenant.rep2.userId }]);
    },
  );

  test("finds the recording of a customer whom we called and put on hold", async () => {
    const on = callOf(tenant);
    const call = await on.callOut();
    await losing("recording");
    for (const action of ["hold", "resume"]) {
      expect(await change(tenant.rep, call, action)).toBe(200);
      await on.advance(5);
    }
    await on.handset(customer).hangup();
    await on.idle();
    const recordings = async () =>
      (await tenant.manager.db.from("recordings").select("source").order("source")).data ?? [];
    expect(await recordings()).toEqual([]);
    await sweep(() => due(call));
    expect(await recordings()).toEqual([
      { source: "DialVerb" },
      { source: "StartCallRecordingAPI" },
    ]);
  });

  test("settles an inbound call whose end was lost", async () => {
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, {
      behaviour: "no-answer",
    });
    await losing("status");
    await ringInVain(tenant);
    const call = await onlyCall(tenant);
    await sweep(() => due(call.id));
    expect(await callRow(tenant, call.id)).toMatchObject({
      status: "no-answer",
      outcome: "missed",
    });
  });

  test("declares a create that never reached Twilio failed, and places nothing", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "down",
      match: { method: "POST" },
      times: 1,
    });
    const { callId, callSid } = await (await initiate(tenant.rep, { to: customer })).json();
    expect(callSid).toBeNull();
    await sweep();
    expect(await callRow(tenant, callId)).toMatchObject({ status: "queued", outcome: "unknown" });
    await sweep(
      () =>
        admin`update public.calls set created_at = created_at - interval '2 minutes', next_check_at = now() where id = ${callId}`,
    );
    const call = await callRow(tenant, callId);
    expect(call).toMatchObject({ status: "failed", outcome: "failed", stage: "ended" });
    expect(call.error_message).toContain("Nothing was dialed");
    expect(await tenant.carrier.calls(tenant.accountSid)).toEqual([]);
    expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
  });

  test("ends at Twilio a call that was hung up here before we knew that it had been placed", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "lose-answer",
      match: { method: "POST" },
      times: 1,
    });
    await losing("status");
    const { callId } = await (await initiate(tenant.rep, { to: customer })).json();
    expect((await ask(tenant.rep, `/api/calls/${callId}/hangup`)).status).toBe(200);
    await sweep();
    await idle();
    const [placed, ...others] = await tenant.carrier.calls(tenant.accountSid);
    expect(others).toEqual([]);
    expect(placed?.status).toMatch(/completed|canceled/);
    expect(await callRow(tenant, callId)).toMatchObject({ status: "canceled", stage: "ended" });
  });

  test("does not put off a hang-up that came while another sweep was asking about the call", async () => {
    const callId = await place(tenant);
    await tenant.carrier.fault(tenant.accountSid, {
      api: "down",
      match: { method: "POST" },
      times: 1,
    });
    await betweenSweeps(async () => {
      const asked = new Date();
      await admin`update public.calls set next_check_at = ${asked}::timestamptz + interval '60 seconds' where id = ${callId}`;
      expect((await ask(tenant.rep, `/api/calls/${callId}/hangup`)).status).toBe(502);
      await machine`select machine.finish_check(${tenant.id}, ${callId}, ${asked.toISOString()})`;
    });
    await sweep();
    await idle();
    const [placed] = await tenant.carrier.calls(tenant.accountSid);
    expect(placed?.status).toMatch(/completed|canceled/);
    expect(await callRow(tenant, callId)).toMatchObject({ status: "canceled", stage: "ended" });
  });

  test("ends a call that Twilio no longer knows, says that nobody knows how, and the rep may call again", async () => {
    await everyoneAnswers(tenant);
    const callId = await place(tenant);
    await tenant.carrier.advance(tenant.accountSid, 20);
    await tenant.carrier.resetAccount(tenant.accountSid);
    await sweep(() => due(callId));
    expect((await callRow(tenant, callId)).ended_at).toBeNull();
    await sweep(
      () =>
        admin`update public.calls set created_at = created_at - interval '6 minutes', next_check_at = now() where id = ${callId}`,
    );
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "completed",
      outcome: "connected",
      stage: "ended",
      duration_seconds: null,
    });
    expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
  });

  test("ends a call it could not ask about for longer than a call may last", async () => {
    const callId = await place(tenant);
    await tenant.carrier.advance(tenant.accountSid, 2);
    const wrong = sealAuthToken("0".repeat(32), tenant.id);
    await admin`update public.twilio_accounts set auth_token_ciphertext = ${wrong} where tenant_id = ${tenant.id}`;
    await sweep(() => due(callId));
    expect((await callRow(tenant, callId)).ended_at).toBeNull();
    await sweep(
      () =>
        admin`update public.calls set created_at = created_at - interval '4 hours', next_check_at = now() where id = ${callId}`,
    );
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "failed",
      outcome: "unknown",
      stage: "ended",
    });
  });

  test("never says that nothing was dialled without having looked", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "lose-answer",
      match: { method: "POST" },
      times: 1,
    });
    await losing("status");
    const { callId } = await (await initiate(tenant.rep, { to: customer })).json();
    const rightToken = sealAuthToken(tenant.authToken, tenant.id);
    const wrong = sealAuthToken("0".repeat(32), tenant.id);
    await admin`update public.twilio_accounts set auth_token_ciphertext = ${wrong} where tenant_id = ${tenant.id}`;
    await sweep(
      () =>
        admin`update public.calls set created_at = created_at - interval '90 seconds', next_check_at = now() where id = ${callId}`,
    );
    expect(await callRow(tenant, callId)).toMatchObject({ status: "queued", outcome: "unknown" });
    await admin`update public.twilio_accounts set auth_token_ciphertext = ${rightToken} where tenant_id = ${tenant.id}`;
    await sweep(
      () =>
        admin`update public.calls set created_at = created_at + interval '90 seconds', next_check_at = now() where id = ${callId}`,
    );
    expect((await callRow(tenant, callId)).twilio_call_sid).toMatch(/^CA/);
  });

  test("a rep who picks up a call that was hung up before its leg was known is hung up on", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "lose-answer",
      match: { method: "POST" },
      times: 1,
    });
    await everyoneAnswers(tenant);
    const { callId } = await (await initiate(tenant.rep, { to: customer })).json();
    expect((await ask(tenant.rep, `/api/calls/${callId}/hangup`)).status).toBe(200);
    await idle();
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "canceled",
      outcome: "canceled",
    });
    expect(await tenant.carrier.calls(tenant.accountSid)).toHaveLength(1);
  });
});
