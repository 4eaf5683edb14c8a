import { expect, test } from "vitest";
import { sweep } from "@/tests/support/sweeps";
import { callRow, customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";
import { tenantOfTenMinutesAgo } from "@/tests/telephony/reconcile/lost";
import { admin } from "@/tests/telephony/record/call-record";

test("once a call's legs and recording are known, only its price is asked for", async () => {
  const tenant = await tenantOfTenMinutesAgo();
  const { carrier, accountSid } = tenant;
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await carrier.advance(accountSid, 60);
  const hangUp = async () => {
    await carrier.handset(accountSid, customer).hangup();
    await carrier.advance(accountSid, 5);
  };

  /** What the sweep asks Twilio about this call, and no other test's sweep before it. */
  const asked = async (first = async () => {}) => {
    let since = 0;
    await sweep(async () => {
      await first();
      since = (await carrier.log(accountSid)).at(-1)?.seq ?? 0;
      await admin`update public.calls set next_check_at = now() where id = ${callId}`;
    });
    const log = await carrier.log(accountSid, { since });
    const paths = log.flatMap((entry) => (entry.kind === "rest" ? [entry.path] : []));
    return paths
      .map((path) => path.replace(/.*\/Accounts\/[^/]+/, ""))
      .filter((path) => !/StartTime|^\/Messages/.test(path));
  };
  const one = expect.stringMatching(/^\/Calls\/CA[0-9a-f]+\.json$/);
  expect(await asked(hangUp)).toEqual([
    one,
    expect.stringContaining("ParentCallSid"),
    expect.stringContaining("/Recordings.json"),
  ]);
  expect(await callRow(tenant, callId)).toMatchObject({ outcome: "connected", price: null });
  expect(await asked()).toEqual([one, one]);
  expect(await asked(() => carrier.runUntilIdle(accountSid))).toEqual([one, one]);
  const call = await callRow(tenant, callId);
  expect(call.price).not.toBeNull();
  expect(call.settled_at).not.toBeNull();
  expect(call.recording_url).not.toBeNull();
});
