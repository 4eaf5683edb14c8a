import { afterAll, expect, test } from "vitest";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { voiceUrl } from "@/lib/twilio/urls";
import { carrierControl } from "@/local/carrier/control";
import { stack } from "@/tests/support/stack";
import { ringInVain } from "@/tests/telephony/calls/walk";
import { admin, machine, plantTenant } from "@/tests/telephony/record/call-record";

import { callerFields, post, recordDigest } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

test("a tenant on a subaccount takes calls signed with the subaccount's token, and none with its owner's", async () => {
  const carrier = carrierControl(stack.urls.carrier);
  const owner = await carrier.ensureAccount({
    friendlyName: "Owner",
    clock: "virtual",
    numbers: [],
  });
  const made = await fetch(`${stack.urls.carrier}/2010-04-01/Accounts.json`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${owner.sid}:${owner.authToken}`)}` },
    body: new URLSearchParams({ FriendlyName: "A subaccount" }),
  });
  const { sid: accountSid, auth_token: authToken } = await made.json();
  const tenant = { ...(await plantTenant()), accountSid, authToken };
  await admin`update public.twilio_accounts
    set account_sid = ${accountSid}, auth_token_ciphertext = ${sealAuthToken(authToken, tenant.id)}
    where tenant_id = ${tenant.id}`;
  const urls = { voiceUrl: voiceUrl("answer"), statusCallback: voiceUrl("status") };
  const numbers = [{ phoneNumber: "+12065550100", ...urls }];
  await carrier.ensureAccount({ sid: accountSid, friendlyName: "", clock: "virtual", numbers });

  await ringInVain({ carrier, accountSid, number: "+12065550100" });
  const calls = await admin`select outcome from public.calls where tenant_id = ${tenant.id}`;
  expect([...calls]).toEqual([{ outcome: "missed" }]);
  const log = await carrier.log(accountSid);
  const statuses = log.flatMap((entry) => (entry.kind === "webhook" ? [entry.status] : []));
  expect(statuses.length).toBeGreaterThan(3);
  expect(statuses.filter((status) => status !== 200 && status !== 204)).toEqual([]);

  const before = await recordDigest(tenant);
  const named = (sid: string) => callerFields(tenant, { AccountSid: sid });
  for (const [sid, token] of [
    [accountSid, owner.authToken],
    [owner.sid, owner.authToken],
    [owner.sid, authToken],
  ]) {
    expect((await post({ path: "answer", fields: named(sid), token })).status).toBe(403);
  }
  expect(await recordDigest(tenant)).toBe(before);
});
