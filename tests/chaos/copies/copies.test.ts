import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { startBalancer } from "@/tests/chaos/copies/balancer";
import { startOtherApp } from "@/tests/support/other-app";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine, plantTenant, recordOf } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

let balancer: Awaited<ReturnType<typeof startBalancer>>;
let copies: string[];

beforeAll(async () => {
  balancer = await startBalancer();
  const start = () => startOtherApp({ NEXT_PUBLIC_APP_URL: balancer.url });
  copies = [await start(), await start()];
  for (const copy of copies) balancer.add(copy);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A whole call of the rep, both ends answering, placed at this address of the app. */
async function wholeCall(tenant: TestTenant, app: string): Promise<void> {
  const placed = await fetch(`${app}/api/calls/initiate`, {
    method: "POST",
    headers: { authorization: `Bearer ${tenant.rep.accessToken}` },
    body: JSON.stringify({ to: customer }),
  });
  expect(placed.status).toBe(201);
  await everyoneAnswers(tenant);
  await tenant.carrier.advance(tenant.accountSid, 60);
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
}

/**
 * Not what a sweep asked Twilio for, which may have come to one tenant's call and not yet to the
 * other's.
 */
const isWebhook = (type: string) => type !== "rest.fetch" && type !== "rest.recording";

/** The record without what differs from call to call: ids, and times of receipt. */
async function ends(tenant: TestTenant) {
  const { call, legs, events, recordings } = await recordOf((await onlyCall(tenant)).id);
  return {
    call: [call?.status, call?.outcome, call?.stage, call?.duration_seconds],
    legs: legs.map((leg) => [leg.role, leg.status, leg.duration_seconds]).sort(),
    events: events
      .map((event) => event.event_type)
      .filter(isWebhook)
      .sort(),
    recordings: recordings.map((recording) => [recording.status, recording.duration_seconds]),
  };
}

describe("two copies of the app on one database", () => {
  test("keep the same record as one, wherever each webhook goes", async () => {
    const [one, two] = [await makeTenant(), await makeTenant({ app: balancer.url })];
    await wholeCall(one, stack.urls.app);
    await wholeCall(two, balancer.url);
    expect(await ends(two)).toEqual(await ends(one));
    expect([...balancer.served.keys()].sort()).toEqual([...copies].sort());
  });

  const twimlAt = async (
    copy: string,
    tenant: Parameters<typeof callerFields>[0],
    token: string,
  ) => {
    const signedUrl = `${balancer.url}/api/twilio/voice/answer`;
    const fields = callerFields(tenant);
    const response = await post({ origin: copy, path: "answer", fields, token, signedUrl });
    return { status: response.status, text: await response.text() };
  };

  test("both follow a changed token at once, and the old one is refused within 5 s", async () => {
    const tenant = await plantTenant();
    for (const copy of copies)
      expect((await twimlAt(copy, tenant, tenant.authToken)).status).toBe(200);
    const next = "f".repeat(32);
    await admin`update public.twilio_accounts set auth_token_ciphertext = ${sealAuthToken(next, tenant.id)}
      where tenant_id = ${tenant.id}`;
    for (const copy of copies) {
      expect((await twimlAt(copy, tenant, next)).status).toBe(200);
      await expect
        .poll(async () => (await twimlAt(copy, tenant, tenant.authToken)).status, {
          timeout: 5_000,
        })
        .toBe(403);
    }
  });

  test("both ring another phone within 5 s of the change", async () => {
    const tenant = await plantTenant();
    for (const copy of copies)
      expect((await twimlAt(copy, tenant, tenant.authToken)).text).toContain("+12065550111");
    await admin`update public.personal_phones set phone = '+12065550122' where tenant_id = ${tenant.id}`;
    await admin`update public.personal_phones set verified_at = now() where tenant_id = ${tenant.id}`;
    await Promise.all(
      copies.map((copy) =>
        expect
          .poll(async () => (await twimlAt(copy, tenant, tenant.authToken)).text, {
            timeout: 5_500,
          })
          .toContain("+12065550122"),
      ),
    );
  });
});
