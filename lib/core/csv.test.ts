import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, csvResponse } from "@/lib/core/csv";

test.each([
  [["a", "b c", 3, true, null, undefined], "a,b c,3,true,,\r\n"],
  [['say "hi"', "one, two", "two\nlines"], '"say ""hi""","one, two","two\nlines"\r\n'],
  [[" kept "], '" kept "\r\n'],
  [["ü 電話"], "ü 電話\r\n"],
])("writes %j", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

test.each([
  ["=1+1", "'=1+1"],
  ["+12065550100", "'+12065550100"],
  ["-2", "'-2"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", `"'\t=1"`.replaceAll('"', "")],
  [" =1", "' =1"],
  ["＝1", "'＝1"],
  ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"`],
])("%j is text to a spreadsheet, not a formula", (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`);
});

test.each([
  ["Bob\u000bX", "Bob X"],
  ["\0=1+1", "' =1+1"],
  ["\u0007", '" "'],
  ["\u200b=1+1", "'\u200b=1+1"],
  ["half \ud800 a pair", "half \ufffd a pair"],
])("%j is written as programs can read it", (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`);
});

test("any text is one cell of one record", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (one, other) => {
      const line = csvLine([one, other]);
      expect(line).not.toMatch(/(?![\t\r\n])[\p{Cc}\p{Cs}]/u);
      const outside = line.replaceAll(/"(?:[^"]|"")*"/g, "");
      expect(outside.split(",")).toHaveLength(2);
      expect(outside.match(/\r\n|[\r\n]/g)).toEqual(["\r\n"]);
    }),
    { numRuns: 10_000 },
  );
});

test("a file's name is letters, digits and dashes", () => {
  const named = csvResponse('a"; x=\r\n../ü', (async function* () {})());
  expect(named.headers.get("content-disposition")).toBe('attachment; filename="a-x-.csv"');
});

test("a negative number stays a number", () => {
  expect(csvLine([-2])).toBe("-2\r\n");
});

test("a file is made line by line, and no more of them than are read", async () => {
  let made = 0;
  let ended = false;
  async function* lines() {
    try {
      for (;;) {
        made += 1;
        yield csvLine([made]);
      }
    } finally {
      ended = true;
    }
  }
  const response = csvResponse("log", lines());
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="log.csv"');
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.read();
  await reader?.cancel();
  expect(made).toBeLessThan(5);
  expect(ended).toBe(true);
});
