import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { incomingMessageId, type MessageEvent, recordMessageEvent } from "@/lib/messages/event";
import { messagesOf, threadsOf } from "@/tests/telephony/messages/text";
import {
  admin,
  machine,
  newSid,
  type Planted,
  plantTenant,
} from "@/tests/telephony/record/call-record";

let tenant: Planted;
beforeEach(async () => {
  tenant = await plantTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** A text of the nth customer, as its webhook reports it. */
function text(nth: number, changes: { phone_number_id?: string } = {}): MessageEvent {
  const sid = newSid("SM");
  return {
    ...{ type: "incoming", dedupe_key: `incoming:${sid}`, message_sid: sid, data: {} },
    message_id: incomingMessageId(tenant.id, sid),
    phone_number_id: tenant.numberId,
    customer: `+120655501${String(nth).padStart(2, "0")}`,
    ...{ body: `Text ${nth}`, segments: 1, media: [], occurred_at: new Date().toISOString() },
    ...changes,
  };
}

const recordAll = (texts: MessageEvent[]) =>
  Promise.all(texts.map((event) => recordMessageEvent(tenant.id, event)));

async function transactions(): Promise<number> {
  const [written] = await admin`select count(distinct xmin::text)::int as transactions
    from public.message_events where tenant_id = ${tenant.id}`;
  return written?.transactions;
}

test("texts that come at once are written eight a transaction, each as if it came alone", async () => {
  const texts = Array.from({ length: 16 }, (_, nth) => text(15 - nth));
  const results = await recordAll(texts);
  expect(results).toMatchObject(
    texts.map(({ message_id }) => ({ message_id, status: "received", is_new: true })),
  );
  expect(await transactions()).toBe(2);
  expect(await messagesOf(tenant)).toHaveLength(16);
  expect(new Set((await threadsOf(tenant)).map((one) => one.unread_count))).toEqual(new Set([1]));
});

test("texts of one customer that come at once are all kept, once", async () => {
  const [one, other] = [text(1), text(1)];
  await recordAll([one, other, one, other]);
  expect(await messagesOf(tenant)).toHaveLength(2);
  expect(await threadsOf(tenant)).toMatchObject([{ unread_count: 2 }]);
});

test("a text to a number that is not the tenant's is refused alone", async () => {
  const results = await recordAll([text(1), text(2, { phone_number_id: randomUUID() }), text(3)]);
  expect(results.map((one) => one !== null)).toEqual([true, false, true]);
  expect(await messagesOf(tenant)).toHaveLength(2);
});

test("transactions that write in the same conversations at once don't lock each other out", async () => {
  const customers = Array.from({ length: 8 }, (_, nth) => nth);
  await recordAll(customers.map((nth) => text(nth)));
  const further = () => customers.map((nth) => text(nth));
  await recordAll([...further(), ...further().toReversed(), ...further()]);
  // Of those that lock each other out, one would be undone, and its texts recorded one by one.
  expect(await transactions()).toBe(4);
  expect(await messagesOf(tenant)).toHaveLength(32);
});
