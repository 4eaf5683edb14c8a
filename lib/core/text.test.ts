import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLine, cleanParagraphs, isVisible, storableJson, xmlText } from "@/lib/core/text";

/** Any sequence of UTF-16 code units: control characters and halves of surrogate pairs too. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.array(fc.integer({ min: 0, max: 0x1f })).map((units) => String.fromCharCode(...units)),
);
const many = { numRuns: 10_000 };

describe("a line", () => {
  test.each([
    ["Bob\u000bX", "Bob X"],
    ["Bob\r\nX", "Bob X"],
    ["Bob\u2028X\u0085Y", "Bob X Y"],
    ["\u200b Jane\u00a0Doe \ufeff", "Jane\u00a0Doe"],
    ["Cafe\u0301", "Caf\u00e9"],
    ["half \ud800 a pair", "half \ufffd a pair"],
    ["Heart \u2764\ufe0f", "Heart \u2764\ufe0f"],
    ["\u06a9\u062a\u0627\u0628\u200c\u0647\u0627", "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627"],
  ])("%j becomes %j", (typed, clean) => {
    expect(cleanLine(typed)).toBe(clean);
  });

  test.each([
    ..."\u200b\u2060\u00ad\u3164\u115f\u1160\u2800\u0000\u000b\u00a0",
    "\u{e0041}",
    " \u200b \u2060",
  ])("%j is nothing", (typed) => {
    expect(cleanLine(typed)).toBe("");
  });

  test("cleaned again stays as it is, has no control character and is well-formed", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanLine(text);
        expect(cleanLine(clean)).toBe(clean);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[\p{Cc}\u2028\u2029\ufffe\uffff]/u);
        expect(clean === "" || isVisible(clean)).toBe(true);
      }),
      many,
    );
  });
});

test("paragraphs keep their lines, whatever breaks them", () => {
  expect(cleanParagraphs("a\r\nb\rc\u000bd\u000ce\u0085f\u2028g\u2029h\n\n\ti\u0007j\n")).toBe(
    "a\nb\nc\nd\ne\nf\ng\nh\n\n\ti j",
  );
  fc.assert(
    fc.property(anyText, (text) => {
      const clean = cleanParagraphs(text);
      expect(cleanParagraphs(clean)).toBe(clean);
      expect(clean).not.toMatch(/(?![\t\n])[\p{Cc}\u2028\u2029\ufffe\uffff]/u);
    }),
    many,
  );
});

test("text for XML has only characters that XML 1.0 allows", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(xmlText(text)).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
    }),
    many,
  );
  expect(xmlText("Jane & Söhne 電話 🎈")).toBe("Jane & Söhne 電話 🎈");
});

test("JSON for Postgres has no NUL and no half of a surrogate pair, and is otherwise the same", () => {
  expect(storableJson({ a: "x\0y", b: ["\udc00"], c: "\\u0000", d: 1 })).toBe(
    '{"a":"x\ufffdy","b":["\ufffd"],"c":"\\\\u0000","d":1}',
  );
  fc.assert(
    fc.property(anyText, (text) => {
      expect(storableJson({ text })).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i);
    }),
    many,
  );
});
