import { describe, expect, test } from "vitest";
import {
  formatPhone,
  isDialable,
  isWithheld,
  numberBeginning,
  readNumber,
  searchWords,
  spokenPhone,
  toE164,
  withExtension,
} from "@/lib/core/phone";
import { withheldSpellings } from "@/tests/support/withheld";

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

  test.each(["", "12", "hello", "+1", "+999 123 4567", "1".repeat(30), ...withheldSpellings])(
    "%j is no number",
    (typed) => {
      expect(toE164(typed, "US")).toBeNull();
    },
  );
});

describe("a number is read in whatever form it was copied", () => {
  test.each([
    ["206 555 0123 ext 7", "7"],
    ["+1 206 555 0123 ext. 7", "7"],
    ["(206) 555-0123 x77", "77"],
    ["206.555.0123 #007", "007"],
    ["206-555-0123;ext=7", "7"],
    ["206-555-0123,,7", "7"],
    ["tel:+1-206-555-0123;ext=7", "7"],
    ["206-555-0123 ext. ７", "7"],
    ["tel:+12065550123", ""],
    ["＋１２０６５５５０１２３", ""],
    ["２０６－５５５－０１２３", ""],
    ["206\u00a0555\u00a00123", ""],
    ["+1 (206) 555\u20110123", ""],
    ["\u202a+1 206 555 0123\u202c", ""],
  ])("%j has extension %j", (typed, extension) => {
    expect(readNumber(typed, "US")).toEqual({ number: "+12065550123", extension });
    expect(toE164(typed, "US")).toBe("+12065550123");
  });

  test.each([
    ["US", "(206) 555-0123 ext. 7"],
    ["DE", "+1 206 555 0123 ext. 7"],
  ])("shown in %s it is %s, which is read again as the same", (country, shown) => {
    const typed = { number: "+12065550123", extension: "7" };
    expect(formatPhone(typed.number, country, typed.extension)).toBe(shown);
    expect(readNumber(shown, country)).toEqual(typed);
    expect(readNumber(withExtension(typed.number, typed.extension), country)).toEqual(typed);
  });

  test("more digits than any switchboard takes are no extension", () => {
    expect(readNumber(`206 555 0123 ext ${"1".repeat(21)}`, "US")).toBeNull();
  });
});

describe("what is searched for has its number in plain digits", () => {
  test.each([
    ["tel:+1-206-555-0123;ext=7", "+12065550123"],
    ["(206) 555-0123 ext. 7", "+12065550123"],
    ["２０６ ５５５", "206 555"],
    ["206\u00a0555\u00a00123", "206 555 0123"],
    ["206 555 0123", "206 555 0123"],
    ["jane 5550123", "jane 5550123"],
    ["Exeter Ltd", "Exeter Ltd"],
    ["24/7", "24/7"],
  ])("%j is %j", (typed, words) => {
    expect(searchWords(typed, "US")).toBe(words);
  });
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
    ["tel:+1 201 55", "US", "120155"],
    ["２０１ 555", "US", "1201555"],
    ["201 555 0123 ext. 7", "US", "12015550123"],
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

  test.each(withheldSpellings)("%j is a private number", (from) => {
    expect(isWithheld(from)).toBe(true);
    expect(formatPhone(from, "US")).toBe("Private number");
    expect(isDialable(from)).toBe(false);
    expect(spokenPhone(from, "US")).toBe("a private number");
  });

  test.each([
    "+12065550123",
    "+17378742834",
    "+442079460018",
    "client:jane",
    "sip:unknown2@x.test",
  ])("%j is not", (from) => expect(isWithheld(from)).toBe(false));

  test("callers from a browser or a SIP phone keep their names", () => {
    expect(formatPhone("client:jane", "US")).toBe("jane");
    expect(formatPhone("sip:jane@example.com", "US")).toBe("jane@example.com");
  });

  test("a voice reads digits one by one", () => {
    expect(spokenPhone("+12065550123", "US")).toBe("2 0 6 5 5 5 0 1 2 3");
  });
});
