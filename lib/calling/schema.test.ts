import { describe, expect, test } from "vitest";
import { AllowedPrefixes } from "@/lib/calling/schema";

const read = (typed: string) => AllowedPrefixes.safeParse({ allowed_prefixes: typed });
const problem = (typed: string) => read(typed).error?.issues[0]?.message;

describe("allowed ranges", () => {
  test.each([
    ["", []],
    ["+1 861", ["+1861"]],
    ["+1 (861)\n+31-88", ["+1861", "+3188"]],
    ["+1 861; +1861, ＋１ ８６１", ["+1861"]],
    ["+353 8\n\n", ["+3538"]],
  ])("are read from %j", (typed, allowed_prefixes) => {
    expect(read(typed).data).toEqual({ allowed_prefixes });
  });

  test.each([
    "861",
    "+1",
    "+44",
    "+353",
    "+0",
    "+1 861 abc",
    "+1861 +1862",
    `+1${"2".repeat(12)}`,
    "everything",
  ])("%j is none: a country's code and one digit are the least", (typed) => {
    expect(problem(typed)).toMatch(/isn't a range/);
  });

  test.each(["+881 6", "+870 7", "+979 1", "+8001"])("%j stays closed to all", (typed) => {
    expect(problem(typed)).toMatch(/satellite phones or international networks/);
  });

  test.each(["+1 900", "+49 118", "+49 190", "+34 905", "+81 570"])(
    "%j stays closed: premium",
    (typed) => expect(problem(typed)).toMatch(/premium-rate range/),
  );

  test("are twenty at most", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, each) => `+1 ${200 + each}`).join("\n");
    expect(read(many(20)).success).toBe(true);
    expect(problem(many(21))).toBe("At most 20 ranges.");
  });
});
