import { expect, test } from "vitest";
import { nameOfNumber, numberChoice, numberOfCall, routingWords } from "@/lib/numbers/words";

const main = { id: "1", name: null, number: "+12065550100" };
const support = { id: "2", name: "Support", number: "+12065550101" };

test("a number is called by its name, or is read as people of the country read it", () => {
  expect(nameOfNumber(support, "US")).toBe("Support");
  expect(nameOfNumber(main, "US")).toBe("(206) 555-0100");
  expect(numberChoice(support, "US")).toBe("Support · (206) 555-0101");
  expect(numberChoice(main, "US")).toBe("(206) 555-0100");
});

test("a call names its number where the company has more than one", () => {
  expect(numberOfCall("2", [main, support], "US")).toBe("Support");
  expect(numberOfCall("2", [support], "US")).toBeNull();
  expect(numberOfCall("3", [main, support], "US")).toBeNull();
  expect(numberOfCall(null, [main, support], "US")).toBeNull();
});

test.each([
  ["set", "set", ["Routed to Ringbook"]],
  ["set", null, ["Routed to Ringbook"]],
  ["free", "free", ["Not routed"]],
  ["replace", "overridden", ["Routed elsewhere"]],
  ["set", "replace", ["Texts routed elsewhere"]],
  ["set", "free", ["Texts not routed"]],
  ["overridden", "set", ["Calls routed elsewhere"]],
  ["free", "replace", ["Calls not routed", "Texts routed elsewhere"]],
] as const)("calls that are %s and texts that are %s are said as %j", (calls, texts, words) => {
  const badges = routingWords(calls, texts);
  expect(badges.map((badge) => badge.words)).toEqual(words);
  expect(badges.every(({ isHere }) => isHere)).toBe(
    calls === "set" && texts !== "replace" && texts !== "free",
  );
});
