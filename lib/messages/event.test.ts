import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { byThread } from "@/lib/messages/event";

const tenantId = randomUUID();
const line = randomUUID();
const text = (customer: string, dedupe_key: string) => ({
  tenantId,
  event: {
    ...{ type: "incoming" as const, dedupe_key, message_id: randomUUID(), message_sid: "SM1" },
    ...{ occurred_at: "2026-01-05T12:00:00Z", data: {}, phone_number_id: line, customer },
    ...{ body: "Hello", segments: 1, media: [] },
  },
});

test("texts are locked by thread, those of one thread by key, whichever came first", () => {
  const [a, b, c] = [
    text("+12065550177", "a"),
    text("+12065550177", "b"),
    text("+12065550178", "a"),
  ];
  for (const came of [
    [a, b, c],
    [c, b, a],
    [b, c, a],
  ]) {
    expect(came.toSorted(byThread)).toEqual([a, b, c]);
  }
});
