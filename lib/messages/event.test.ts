import { expect, test } from "vitest";
import { lockOrder, type MessageEvent } from "@/lib/messages/event";

const text = (customer: string, dedupe_key: string): MessageEvent => ({
  ...{ type: "incoming", dedupe_key, message_sid: dedupe_key, message_id: dedupe_key },
  ...{ phone_number_id: "number", customer, body: "Hi", segments: 1, media: [] },
  ...{ occurred_at: "2026-12-01T10:00:00Z", data: {} },
});

test("texts are recorded in one order, however they came: by conversation, then each once", () => {
  const texts = [text("+2", "b"), text("+1", "c"), text("+2", "a"), text("+1", "d")];
  const keys = (all: MessageEvent[]) => all.toSorted(lockOrder).map((one) => one.dedupe_key);
  expect(keys(texts)).toEqual(["c", "d", "a", "b"]);
  expect(keys(texts.toReversed())).toEqual(["c", "d", "a", "b"]);
  expect(lockOrder(text("+1", "a"), text("+1", "a"))).toBe(0);
});
