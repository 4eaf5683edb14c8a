import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { checkMessages } from "@/lib/messages/check";
import { compareMessages } from "@/lib/messages/compare";
import { enqueueMessageComparisons } from "@/lib/messages/compare-machine";
import { startMortalApp } from "@/tests/support/other-app";
import { stack } from "@/tests/support/stack";
import { betweenSweeps } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { arrived, messagesOf, sentAtTwilio } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const texts = Array.from({ length: 40 }, (_, nth) => ({
  ...{ key: randomUUID(), body: `Text ${nth}` },
  to: `+1206555${String(1_000 + nth)}`,
}));

/** Sends each text, with its key; what was answered, or null where no answer came. */
async function sendAll(app: string, { rep }: TestTenant): Promise<(number | null)[]> {
  return Promise.all(
    texts.map(async ({ key, body, to }) => {
      try {
        const answer = await fetch(`${app}/api/messages`, {
          method: "POST",
          headers: {
            ...{ authorization: `Bearer ${rep.accessToken}`, "idempotency-key": key },
            "content-type": "application/json",
          },
          body: JSON.stringify({ to, body }),
        });
        await answer.text();
        return answer.status;
      } catch {
        return null;
      }
    }),
  );
}

/** Twilio is asked about what is not settled until nothing is, as the jobs do over an hour. */
async function settle(tenant: TestTenant): Promise<void> {
  for (let round = 0; round < 8; round++) {
    await betweenSweeps(async () => {
      await admin`update public.messages set next_check_at = now()
        where tenant_id = ${tenant.id} and status in ('asking', 'unknown', 'queued', 'sent',
          'accepted', 'sending')`;
      await checkMessages({ over: false });
    });
  }
  const later = new Date(Date.now() + 5 * 60_000);
  await enqueueMessageComparisons(later);
  await compareMessages(tenant.id, later);
}

test("no text is lost or doubled when a copy dies while it sends and answers are lost", async () => {
  const tenant = await makeTenant();
  const { carrier, accountSid, number } = tenant;
  await carrier.fault(accountSid, {
    ...{ api: "lose-answer", match: { method: "POST", path: "/Messages.json" } },
    ...{ share: 0.2, seed: "answers" },
  });
  await carrier.fault(accountSid, {
    ...{ effect: { kind: "drop" }, match: { path: "/api/twilio/messages/" } },
    ...{ share: 0.4, seed: "webhooks" },
  });
  const doomed = await startMortalApp({ NEXT_PUBLIC_APP_URL: stack.urls.app });
  const first = sendAll(doomed.url, tenant);
  const written = Array.from({ length: 10 }, (_, nth) => `Question ${nth}`);
  for (const [nth, body] of written.entries()) {
    const phone = carrier.handset(accountSid, `+1206555${String(2_000 + nth)}`);
    await phone.text({ to: number, body });
  }
  const sent = async () => (await sentAtTwilio(tenant)).length;
  await expect.poll(sent, { interval: 20 }).toBeGreaterThanOrEqual(8);
  await doomed.kill();
  // Whom the copy could not answer any more.
  expect(await first).toContain(null);
  // Whoever got no answer presses Send again, with the same key.
  await sendAll(stack.urls.app, tenant);
  await arrived(tenant);
  await settle(tenant);

  const rows = await messagesOf(tenant);
  const out = rows.filter(({ direction }) => direction === "outbound");
  const atTwilio = await sentAtTwilio(tenant);
  expect(out.map(({ body }) => body).sort()).toEqual(texts.map(({ body }) => body).sort());
  const bodies = atTwilio.map(({ body }) => body);
  expect(bodies.length).toBe(new Set(bodies).size);
  for (const { body, status, message_sid, error_message } of out) {
    const sent = atTwilio.find((each) => each.body === body);
    if (sent) expect([body, message_sid, status]).toEqual([body, sent.sid, "delivered"]);
    else expect([body, status, error_message]).toEqual([body, "failed", expect.any(String)]);
  }
  const came = rows.filter(({ direction }) => direction === "inbound");
  expect(came.map(({ body }) => body).sort()).toEqual(written.toSorted());
}, 240_000);
