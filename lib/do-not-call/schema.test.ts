import { expect, test } from "vitest";
import { addNumberIn, pasteNumbersIn } from "@/lib/do-not-call/schema";
import { withheldNumbers } from "@/tests/support/withheld";

const jane = "+12065550123";
const forms = [
  "206 555 0123",
  "206 555 0123 ext. 7",
  "tel:+1-206-555-0123;ext=7",
  "２０６ ５５５ ０１２３",
  "206\u00a0555\u00a00123",
];

test.each(forms)(
  "a number is put on the list however it was copied, without extension: %s",
  (number) => {
    expect(addNumberIn("US").parse({ number }).number).toBe(jane);
  },
);

test.each(["\n", ", ", "; ", "\t"])("many are read with %j between them, each once", (between) => {
  const pasted = [...forms, "206 555 0124", "hello"].join(between);
  expect(pasteNumbersIn("US").parse({ numbers: pasted }).numbers).toEqual({
    numbers: [jane, "+12065550124"],
    unread: ["hello"],
  });
});

test.each(withheldNumbers)("%s is nobody's number", (number) => {
  expect(addNumberIn("US").safeParse({ number }).success).toBe(false);
});
