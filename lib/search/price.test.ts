import { expect, test } from "vitest";
import { minutePrice } from "@/lib/search/price";

const call = (price: number | null, duration_seconds: number | null, price_unit = "USD") => ({
  ...{ price, duration_seconds, price_unit },
});

test("a minute costs what the calls cost for each minute that had begun", () => {
  expect(minutePrice([call(0.06, 61), call(0.03, 60)])).toEqual({ price: 0.03, unit: "USD" });
});

test("calls in another currency than the newest are left out", () => {
  expect(minutePrice([call(0.02, 5, "EUR"), call(9, 5)])).toEqual({ price: 0.02, unit: "EUR" });
});

test("no calls, or none of known price and length, give no price", () => {
  expect(minutePrice([])).toBeUndefined();
  expect(minutePrice([call(null, null)])).toBeUndefined();
});
