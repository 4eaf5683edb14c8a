import { expect, test } from "vitest";
import { addNumberIn, maxPasted, pasteNumbersIn } from "@/lib/do-not-call/schema";
import { listedSentence, pastedSentence } from "@/lib/do-not-call/words";

test("pasted numbers are read in the company's country, each once, and what is none is named", () => {
  const text = "(206) 555-0101\n+1 206 555 0101; 206-555-0102,hello\n\n\t12\r\n+44 20 7946 0018";
  expect(pasteNumbersIn("US").parse({ numbers: text, note: " opted out " })).toEqual({
    numbers: {
      numbers: ["+12065550101", "+12065550102", "+442079460018"],
      unread: ["hello", "12"],
    },
    note: "opted out",
  });
});

test.each([
  ["nothing", " "],
  ["no number at all", "hello"],
  [
    "more than at once",
    Array.from({ length: maxPasted + 1 }, (_, at) => 2_065_550_000 + at * 2).join("\n"),
  ],
])("%s is not taken", (_, numbers) => {
  expect(pasteNumbersIn("US").safeParse({ numbers }).success).toBe(false);
});

test("one number is read in the company's country; an empty note is none", () => {
  const read = addNumberIn("GB");
  expect(read.parse({ number: "020 7946 0018", note: "" })).toEqual({
    number: "+442079460018",
    note: null,
  });
  expect(read.safeParse({ number: "hello" }).success).toBe(false);
});

test.each([
  [1, 0, [], "1 number added."],
  [120, 3, [], "120 numbers added. 3 are already on the list."],
  [0, 1, ["hello"], "0 numbers added. 1 is already on the list. Not a phone number: “hello”."],
  [
    2,
    0,
    ["a", "b", "c", "d", "e", "f", "g"],
    "2 numbers added. Not a phone number: “a”, “b”, “c”, “d”, “e” and 2 more.",
  ],
])("after pasting: %i new, %i known, %j unread", (added, known, unread, sentence) => {
  expect(pastedSentence(added, known, unread)).toBe(sentence);
});

test("the phone icon says who, when and why", () => {
  const listed = { note: "Run by mail", profiles: { name: "Mo" } };
  expect(listedSentence(listed, "Today, 3:04 PM")).toBe(
    "Mo put it on your do-not-call list (Today, 3:04 PM): Run by mail",
  );
});
