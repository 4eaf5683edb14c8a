import { beforeEach, describe, expect, test } from "vitest";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { betweenSweeps, sweep, sweepBesideOthers } from "@/tests/support/sweeps";
import type { TestTenant } from "@/tests/support/tenant";
import { makeTenant } from "@/tests/support/tenant";
import {
  callRow,
  customer,
  everyoneAnswers,
  onlyCall,
  place,
  ringInVain,
} from "@/tests/telephony/calls/walk";
import {
  compare,
  dueNow,
  forgetCalls,
  talkInbound,
  tenantOfTenMinutesAgo,
} from "@/tests/telephony/reconcile/lost";
import { admin } from "@/tests/telephony/record/call-record";
import { post } from "@/tests/telephony/webhooks/post";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await tenantOfTenMinutesAgo();
});

const idle = () => tenant.carrier.runUntilIdle(tenant.accountSid);
const shown = ({ version: _, next_check_at: __, ...call }: Awaited<ReturnType<typeof onlyCall>>) =>
  call;

async function priceOf(account: TestTenant): Promise<number> {
  const legs = await account.carrier.calls(account.accountSid);
  return legs.reduce((sum, leg) => sum + Math.abs(Number(leg.price)), 0);
}

/** Every webhook that the carrier sent, once more, as Twilio would have signed it. */
async function sendAgain(): Promise<number[]> {
  const log = await tenant.carrier.log(tenant.accountSid);
  const statuses: number[] = [];
  for (const entry of log) {
    if (entry.kind !== "webhook" || entry.purpose === "twiml") continue;
    const path = entry.url.replace(/#.*/, "").split("/api/twilio/voice/")[1] ?? "";
    const sent = await post({ path, fields: entry.params, token: tenant.authToken });
    statuses.push(sent.status);
  }
  return statuses;
}

describe("a call without any webhook", () => {
  test("inbound and answered: is found with its talk time, price and recording, and marked", async () => {
    await talkInbound(tenant, 42);
    const { id } = await onlyCall(tenant);
    const [caller] = await tenant.carrier.calls(tenant.accountSid);
    await forgetCalls(tenant);
    await compare(tenant);
    const call = await onlyCall(tenant);
    expect(call).toMatchObject({
      id,
      direction: "inbound",
      status: "completed",
      outcome: "connected",
      stage: "ended",
      from_number: customer,
      to_number: tenant.number,
      user_id: tenant.rep.userId,
      phone_number_id: tenant.numberId,
      // Picked up for 42 s, and 1 was pressed in the fourth.
      duration_seconds: 38,
      price_unit: "USD",
    });
    expect(call.imported_at).not.toBeNull();
    // Twilio's times are whole seconds.
    const second = (ms: number | null | undefined) => Math.floor((ms ?? 0) / 1000) * 1000;
    expect(Date.parse(call.created_at)).toBe(second(caller?.startedAt));
    expect(Date.parse(call.ended_at ?? "")).toBe(second(caller?.endedAt));
    expect(Number(call.price)).toBeCloseTo(await priceOf(tenant), 5);
    expect(call.recording_url).toMatch(/^\/api\/recordings\//);
    expect(call.settled_at).not.toBeNull();
  });

  test("its webhooks, when they come after all, meet the same call and change nothing that was known", async () => {
    await talkInbound(tenant, 42);
    await forgetCalls(tenant);
    await compare(tenant);
    const found = await onlyCall(tenant);
    const statuses = await sendAgain();
    expect(statuses.length).toBeGreaterThan(4);
    expect(new Set(statuses)).toEqual(new Set([204]));
    const { ring_seconds, ...after } = shown(await onlyCall(tenant));
    expect(after).toEqual({ ...after, ...shown(found), ring_seconds: undefined });
    // How long it rang is not in Twilio's list: only the webhooks say that.
    expect(found.ring_seconds).toBeNull();
    expect(ring_seconds).toBeGreaterThan(0);
  });

  test("inbound and not taken is one missed call", async () => {
    await tenant.carrier.scriptHandset(tenant.accountSid, tenant.rep.phone, {
      behaviour: "voicemail",
      pickupAfterSeconds: 6,
    });
    await ringInVain(tenant);
    await forgetCalls(tenant);
    await compare(tenant);
    expect(await onlyCall(tenant)).toMatchObject({
      status: "no-answer",
      outcome: "missed",
      duration_seconds: 0,
    });
  });

  test("outbound: is found with the rep, the customer and the contact", async () => {
    const contact = { tenant_id: tenant.id, name: "Jane Doe" };
    const { data } = await tenant.rep.db.from("contacts").insert(contact).select("id").single();
    const phone = { tenant_id: tenant.id, contact_id: data?.id ?? "", phone: customer };
    await tenant.rep.db.from("contact_phones").insert(phone);
    await everyoneAnswers(tenant);
    await tenant.carrier.scriptHandset(tenant.accountSid, customer, {
      behaviour: "answers",
      afterSeconds: 4,
      hangupAfterSeconds: 25,
    });
    await place(tenant);
    await idle();
    await forgetCalls(tenant);
    await compare(tenant);
    const call = await onlyCall(tenant);
    expect(call).toMatchObject({
      direction: "outbound",
      status: "completed",
      outcome: "connected",
      duration_seconds: 25,
      from_number: tenant.number,
      to_number: customer,
      user_id: tenant.rep.userId,
      contact_id: data?.id,
    });
    expect(call.imported_at).not.toBeNull();
    expect(Number(call.price)).toBeCloseTo(await priceOf(tenant), 5);
  });

  test("is not made a second time where a call here waits for its leg", async () => {
    await tenant.carrier.fault(tenant.accountSid, {
      api: "lose-answer",
      match: { method: "POST" },
      times: 1,
    });
    await tenant.carrier.fault(tenant.accountSid, { effect: { kind: "drop" } });
    const callId = await place(tenant);
    await admin`update public.calls set created_at = created_at - interval '10 minutes', next_check_at = now() + interval '1 hour'
      where id = ${callId}`;
    await idle();
    await compare(tenant);
    const call = await onlyCall(tenant);
    expect(call).toMatchObject({ id: callId, imported_at: null });
    expect(call.twilio_call_sid).toMatch(/^CA/);
  });

  test("is left alone while it is so young that its webhooks may be on their way", async () => {
    const fresh = await makeTenant();
    await fresh.carrier.fault(fresh.accountSid, { effect: { kind: "drop" } });
    await fresh.carrier.handset(fresh.accountSid, customer).dial(fresh.number);
    await fresh.carrier.runUntilIdle(fresh.accountSid);
    await compare(fresh);
    await expect(onlyCall(fresh)).rejects.toThrow("0 calls");
  });

  test("is found once, though many sweeps look for it at the same time", async () => {
    await talkInbound(tenant, 42);
    await forgetCalls(tenant);
    await dueNow(tenant);
    await betweenSweeps(() => Promise.all([1, 2, 3].map(sweepBesideOthers)));
    await compare(tenant);
    const call = await onlyCall(tenant);
    const events =
      await admin`select dedupe_key, problem from public.call_events where call_id = ${call.id}`;
    expect(new Set(events.map(({ dedupe_key }) => dedupe_key)).size).toBe(events.length);
    expect(events.filter(({ problem }) => problem !== null)).toEqual([]);
    expect(call).toMatchObject({ outcome: "connected" });
  });

  test("on a number that is not the tenant's stays out", async () => {
    await talkInbound(tenant, 20);
    await forgetCalls(tenant);
    await admin`update public.phone_numbers set number = '+12065550109' where id = ${tenant.numberId}`;
    await compare(tenant);
    await expect(onlyCall(tenant)).rejects.toThrow("0 calls");
  });

  test("is found although another tenant's token is wrong, and that tenant's admin reads so", async () => {
    const other = await tenantOfTenMinutesAgo();
    const wrong = sealAuthToken("0".repeat(32), other.id);
    await admin`update public.twilio_accounts set auth_token_ciphertext = ${wrong} where tenant_id = ${other.id}`;
    await talkInbound(tenant, 20);
    await forgetCalls(tenant);
    await compare(tenant);
    await compare(other);
    expect(await onlyCall(tenant)).toMatchObject({ outcome: "connected" });
    const [state] =
      await admin`select failures, problem, next_at > now() + interval '20 seconds' as later
        from private.call_audits where tenant_id = ${other.id}`;
    expect(state).toMatchObject({ later: true });
    expect(state?.failures).toBeGreaterThan(0);
    expect(state?.problem).toContain("doesn't accept the company's credentials");
  });
});

test("a call whose digit was lost while the database was away counts as talked, as Twilio's recording says", async () => {
  await talkInbound(tenant, 42);
  const stored = await onlyCall(tenant);
  await admin`update public.call_legs set accepted_at = null where call_id = ${stored.id}`;
  await admin`delete from public.call_events where call_id = ${stored.id} and event_type like 'rest.%'`;
  await sweep(
    async () =>
      await admin`update public.calls set next_check_at = now(), settled_at = null where id = ${stored.id}`,
  );
  const call = await callRow(tenant, stored.id);
  expect(call).toMatchObject({
    status: "completed",
    outcome: "connected",
    duration_seconds: 38,
    imported_at: null,
  });
});
