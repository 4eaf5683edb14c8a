import { describe, expect, test } from "vitest";
import { formatPhone, isDialable, numberBeginning, spokenPhone, toE164 } from "@/lib/phone";

describe("what people type becomes E.164", () => {
  test.each([
    ["(206) 555-0123", "US", "+12065550123"],
    ["206.555.0123", "US", "+12065550123"],
    ["+1 206 555 0123", "DE", "+12065550123"],
    ["030 23125 005", "DE", "+493023125005"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["  +44 20 7946 0018 ", "US", "+442079460018"],
  ])("%s typed in %s is %s", (typed, country, number) => {
    expect(toE164(typed, country)).toBe(number);
  });

  test.each(["", "12", "hello", "+1", "206 555 0123 ext 7", "+999 123 4567", "1".repeat(30)])(
    "%j is no number",
    (typed) => {
      expect(toE164(typed, "US")).toBeNull();
    },
  );
});

describe("the beginning of a number is read as people of that country type it", () => {
  test.each([
    ["201 555", "US", "1201555"],
    ["(201) 5", "US", "12015"],
    ["1 201", "US", "1201"],
    ["+44 20", "US", "4420"],
    ["011 44 20", "US", "4420"],
    ["030 12", "DE", "493012"],
    ["030/12", "DE", "493012"],
    ["020 7946 0018", "GB", "442079460018"],
  ])("%s typed in %s begins with %s", (typed, country, beginning) => {
    expect(numberBeginning(typed, country)).toBe(beginning);
  });

  test.each(["", "+", "ja", "24 hours", "-"])("%j is none", (typed) => {
    expect(numberBeginning(typed, "US")).toBeUndefined();
  });
});

describe("numbers on screen", () => {
  test("national at home, international abroad", () => {
    expect(formatPhone("+12065550123", "US")).toBe("(206) 555-0123");
    expect(formatPhone("+12065550123", "GB")).toBe("+1 206 555 0123");
    expect(formatPhone("+442079460018", "GB")).toBe("020 7946 0018");
  });

  test.each(["anonymous", "", "Restricted", "+266696687", "266696687"])(
    "%j is a withheld number",
    (from) => {
      expect(formatPhone(from, "US")).toBe("Withheld number");
      expect(isDialable(from)).toBe(false);
      expect(spokenPhone(from, "US")).toBe("a withheld number");
    },
  );

  test("callers from a browser or a SIP phone keep their names", () => {
    expect(formatPhone("client:jane", "US")).toBe("jane");
    expect(formatPhone("sip:jane@example.com", "US")).toBe("jane@example.com");
  });

  test("a voice reads digits one by one", () => {
    expect(spokenPhone("+12065550123", "US")).toBe("2 0 6 5 5 5 0 1 2 3");
  });
});
