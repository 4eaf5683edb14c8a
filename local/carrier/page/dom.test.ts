import { expect, test } from "vitest";
import { clockTime } from "@/local/carrier/page/dom";

test("times are as the desk's are, with AM and PM in English", () => {
  const at = new Date(2026, 10, 30, 15, 8, 2).toISOString();
  expect(clockTime(at, undefined, "en-US")).toMatch(/^3:08:02\sPM$/);
  expect(clockTime(at, { hour: "numeric", minute: "2-digit" }, "en-US")).toMatch(/^3:08\sPM$/);
});
