import { expect, test } from "vitest";
import { planCosts, shareBy, shareOfMonth } from "@/lib/costs/decide";

const record = (category: string, count: number, amount: number) => ({
  ...{ category, count, amount, currency: "USD" },
});

test("what is used is estimated for the whole month, numbers are charged once", () => {
  const usage = [
    record("phonenumbers", 2, 2.3),
    record("calls-outbound", 10, 3),
    record("sms-outbound", 4, 0.5),
    record("mms-outbound", 1, 0.5),
    record("recordings", 0, 0),
  ];
  expect(planCosts(usage, new Date("2026-11-16T00:00:00Z"))).toEqual([
    { name: "Phone numbers", count: 2, amount: 2.3, estimate: 2.3 },
    { name: "Outgoing calls", count: 10, amount: 3, estimate: 6 },
    { name: "Outgoing messages", count: 5, amount: 1, estimate: 2 },
  ]);
});

test("what Twilio charges beyond the kinds that are shown is in the sum as Other", () => {
  const usage = [record("phonenumbers", 2, 2.3), record("totalprice", 0, 5.3)];
  const now = new Date("2026-11-16T00:00:00Z");
  expect(planCosts(usage, now)).toEqual([
    { name: "Phone numbers", count: 2, amount: 2.3, estimate: 2.3 },
    { name: "Other", count: null, amount: 3, estimate: 6 },
  ]);
  expect(planCosts([record("phonenumbers", 2, 2.3), record("totalprice", 0, 2.3)], now)).toEqual([
    { name: "Phone numbers", count: 2, amount: 2.3, estimate: 2.3 },
  ]);
});

test.each([
  ["2026-11-01T00:00:00Z", 1 / 30],
  ["2026-11-01T20:00:00Z", 1 / 30],
  ["2026-11-16T00:00:00Z", 0.5],
  ["2026-02-15T00:00:00Z", 0.5],
])("at %s, %f of the month is over", (now, share) => {
  expect(shareOfMonth(new Date(now))).toBeCloseTo(share);
});

test("costs are added up by number and by person, the highest first, nobody's too", () => {
  const rows = [
    { phone_number_id: "one", user_id: "ana", calls: 1, messages: 0, price: 0.2 },
    { phone_number_id: "two", user_id: "ana", calls: 0, messages: 2, price: 0.5 },
    { phone_number_id: "one", user_id: null, calls: 3, messages: 0, price: 0.1 },
  ];
  expect(shareBy(rows, "user_id")).toEqual([
    { id: "ana", calls: 1, messages: 2, amount: 0.7 },
    { id: null, calls: 3, messages: 0, amount: 0.1 },
  ]);
  expect(shareBy(rows, "phone_number_id").map(({ id }) => id)).toEqual(["two", "one"]);
});
