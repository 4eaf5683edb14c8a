import { expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";

type Who = Parameters<typeof ask>[0];
const change = (callId: string, who: Who, action: unknown) =>
  ask(who, `/api/calls/${callId}/recording`, { body: { action } });
const refusal = async (response: Promise<Response>) => {
  const { status } = await response;
  const { error } = await (await response).json();
  return [status, error?.code];
};
const events = async (tenant: TestTenant) => {
  const { data } = await tenant.manager.db
    .from("call_events")
    .select("event_type, event_data")
    .in("event_type", ["rest.pause", "rest.resume"])
    .order("id");
  return data?.map(({ event_type, event_data }) => [event_type, event_data]);
};

test("only the rep on the call or a manager pauses its recording, once however often they click", async () => {
  const tenant = await makeTenant();
  const { rep, rep2, manager, carrier, accountSid } = tenant;
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  expect(await refusal(change(callId, rep, "pause"))).toEqual([409, "not_talking"]);
  await carrier.advance(accountSid, 20);
  expect(await refusal(change(callId, rep2, "pause"))).toEqual([403, "not_your_call"]);
  expect(await refusal(change(callId, rep, "stop"))).toEqual([400, "invalid_input"]);
  const clicks = await Promise.all([change(callId, rep, "pause"), change(callId, rep, "pause")]);
  expect(clicks.map(({ status }) => status)).toEqual([200, 200]);
  expect((await change(callId, rep, "pause")).status).toBe(200);
  await carrier.advance(accountSid, 30);
  expect((await change(callId, manager, "resume")).status).toBe(200);
  expect(await events(tenant)).toEqual([
    ["rest.pause", { user_id: rep.userId }],
    ["rest.resume", { user_id: manager.userId }],
  ]);
  await carrier.handset(accountSid, customer).hangup();
  await carrier.runUntilIdle(accountSid);
  expect(await refusal(change(callId, rep, "pause"))).toEqual([409, "not_talking"]);
});

test("the recording of a call that is not recorded cannot be paused", async () => {
  const tenant = await makeTenant();
  await tenant.admin.db.from("tenants").update({ recording_enabled: false }).eq("id", tenant.id);
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await tenant.carrier.advance(tenant.accountSid, 20);
  expect(await refusal(change(callId, tenant.rep, "pause"))).toEqual([409, "not_recorded"]);
});
