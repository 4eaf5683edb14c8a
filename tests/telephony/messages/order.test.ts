import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placeOf } from "@/lib/core/destination";
import {
  admin,
  at,
  machine,
  type Planted,
  plantTenant,
} from "@/tests/telephony/record/call-record";

let tenant: Planted;
beforeAll(async () => {
  tenant = await plantTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const customer = "+12065550177";

/** A message whose row is written, and that Twilio has not been asked for. */
async function begin(): Promise<{ id: string; sid: string }> {
  const id = randomUUID();
  const request = {
    ...{ message_id: id, to: customer, to_place: placeOf(customer), body: "Hello", media: [] },
    ...{ segments: 1, now: at(0) },
  };
  const [row] = await machine`
    select machine.begin_message(${tenant.id}, ${tenant.rep}, ${machine.json(request)}) as begun`;
  expect(row?.begun).toMatchObject({ message_id: id });
  return { id, sid: `SM${randomBytes(16).toString("hex")}` };
}

type Kind = { type: string; status: string; error_code?: number; price?: string; at: number };

const created: Kind = { type: "rest.create", status: "queued", at: 1 };
const lost: Kind = { type: "rest.lost", status: "unknown", at: 1 };
const fetched: Kind = { type: "rest.fetch", status: "sent", price: "0.0083", at: 60 };
const status = (status: string, at: number, error_code?: number): Kind => ({
  ...{ type: "status", status, at },
  ...(error_code && { error_code }),
});

/** What Twilio may say of one message, all in all. */
const histories: Record<string, Kind[]> = {
  delivered: [created, status("sending", 2), status("sent", 3), status("delivered", 4)],
  "delivered, then read": [created, status("sent", 3), status("delivered", 4), status("read", 9)],
  undelivered: [created, status("sent", 3), status("undelivered", 5, 30003)],
  "of two reasons": [status("undelivered", 5, 30003), status("undelivered", 6, 30008)],
  "refused late": [created, status("failed", 5, 30034)],
  "lost and found": [lost, fetched, status("sent", 3), status("delivered", 4)],
  "said to fail, and delivered": [status("undelivered", 3, 30008), status("delivered", 8)],
};

async function record(message: { id: string; sid: string }, { at: second, ...kind }: Kind) {
  const event = {
    ...kind,
    ...{ message_id: message.id, ...(kind.type !== "rest.lost" && { message_sid: message.sid }) },
    dedupe_key: [kind.type, message.id, kind.status, kind.error_code ?? ""].join(":"),
    ...{ occurred_at: at(second), data: {} },
  };
  await machine`
    select machine.record_message_event(${tenant.id}, ${machine.json(event)}) as result`;
}

async function rowOf({ id }: { id: string }) {
  const [row] = await admin`
    select status, error_code, price, price_unit, sent_at, delivered_at, segments,
      message_sid is not null as has_sid
    from public.messages where tenant_id = ${tenant.id} and id = ${id}`;
  return row;
}

test.each(Object.entries(histories))(
  "%s: in any order, however often repeated, the row is the same",
  async (_, history) => {
    const first = await begin();
    for (const kind of history) await record(first, kind);
    const expected = await rowOf(first);
    const orders = fc.tuple(
      fc.shuffledSubarray(history, { minLength: history.length }),
      fc.array(fc.constantFrom(...history), { maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([order, again]) => {
        const message = await begin();
        for (const kind of [...order, ...again]) await record(message, kind);
        expect(await rowOf(message)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  },
);

test("another SID for a message is kept as a problem, and changes nothing", async () => {
  const message = await begin();
  await record(message, created);
  await record({ ...message, sid: `SM${"0".repeat(32)}` }, status("delivered", 4));
  expect(await rowOf(message)).toMatchObject({ status: "queued" });
  const events = await admin`select problem from public.message_events
    where tenant_id = ${tenant.id} and message_id = ${message.id} and problem is not null`;
  expect(events).toEqual([{ problem: "the message has another SID" }]);
});
