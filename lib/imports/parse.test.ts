import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "@/lib/core/csv";
import { decode, detectEncoding } from "@/lib/imports/encoding";
import { parseRows } from "@/lib/imports/parse";
import type { Encoding, Separator } from "@/lib/imports/schema";
import { guessSeparator } from "@/lib/imports/separator";

async function* pieces(bytes: Uint8Array, size = 7) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function rowsOf(bytes: Uint8Array, encoding: Encoding, separator: Separator = ",") {
  return Array.fromAsync(parseRows(decode(pieces(bytes), encoding), separator));
}
const cellsOf = async (text: string, separator: Separator = ",") =>
  (await rowsOf(Buffer.from(text), "utf-8", separator)).map(({ cells }) => cells);

describe("a file's encoding", () => {
  const text = "Name,Note\r\nZoë Müller,ćevapčići\r\n";
  test.each([
    ["UTF-8", Buffer.from(text), "utf-8"],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`), "utf-8"],
    ["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), "utf-16le"],
    ["UTF-16 without a byte order mark", Buffer.from(text, "utf16le"), "utf-16le"],
    ["UTF-16, big-endian", Buffer.from(`\ufeff${text}`, "utf16le").swap16(), "utf-16be"],
  ] as const)("%s is found out, and read", async (_, bytes, encoding) => {
    expect(await detectEncoding(pieces(bytes), "US")).toBe(encoding);
    expect((await rowsOf(bytes, encoding)).map(({ cells }) => cells)).toEqual([
      ["Name", "Note"],
      ["Zoë Müller", "ćevapčići"],
    ]);
  });

  test("what is not UTF-8 is what spreadsheets of the country write, wherever it shows", async () => {
    const late = Buffer.from([...Buffer.from("Name\n".repeat(10_000)), 0xe9, 0x0a]);
    expect(await detectEncoding(pieces(late, 1_000), "US")).toBe("windows-1252");
    expect(await detectEncoding(pieces(late, 1_000), "RO")).toBe("windows-1250");
    const rows = await rowsOf(Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]), "windows-1252");
    expect(rows[0]?.cells).toEqual(["Müller"]);
  });

  test.each([
    ["a workbook", [0x50, 0x4b, 0x03, 0x04, 0x14]],
    ["an old workbook", [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
    ["a PDF", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ])("%s is refused with what to do", async (_, bytes) => {
    await expect(detectEncoding(pieces(Buffer.from(bytes)), "US")).rejects.toThrow(/CSV/);
  });

  test("a wrong one is read to the end all the same", async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const names = fc.constantFrom<Encoding>("utf-8", "utf-16le", "windows-1252", "shift_jis");
    await fc.assert(
      fc.asyncProperty(bytes, names, async (file, encoding) => {
        await rowsOf(file, encoding).catch((error: unknown) => {
          expect(String(error)).toContain("can't be read");
        });
      }),
    );
  });
});

describe("the cells of a file", () => {
  test("are those that csvLine wrote, whatever was in them", async () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => `x${text}x`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 })), async (rows) => {
        expect(await cellsOf(rows.map((cells) => csvLine(cells)).join(""))).toEqual(
          rows.map((cells) => cells.map((text) => text.replace(/[\p{Cc}]/gu, " "))),
        );
      }),
    );
  });

  test("are counted as a spreadsheet counts rows, also over empty ones and line breaks", async () => {
    const text = 'Name\r\n\r\n"Jane\r\nDoe"\r\n , \r\nJohn\r\n';
    expect((await rowsOf(Buffer.from(text), "utf-8")).map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  test("may be more or fewer than the header has", async () => {
    expect(await cellsOf("a,b\n1\n1,2,3\n")).toEqual([["a", "b"], ["1"], ["1", "2", "3"]]);
  });

  test("keep a quotation mark in the middle", async () => {
    expect(await cellsOf('5" pipe,"say ""hi"""\n')).toEqual([['5" pipe', 'say "hi"']]);
  });

  test("behind a line that says the separator", async () => {
    expect(await cellsOf("sep=;\r\na;b\r\n", ";")).toEqual([["a", "b"]]);
  });

  test("of one megabyte are read", async () => {
    const [row] = await cellsOf(`a,"${"x".repeat(2 ** 20)}"\n`);
    expect(row?.[1]?.length).toBe(2 ** 20);
  });

  test("end at a quotation mark that is never closed, with the row where it stands", async () => {
    const text = `a,b\n1,2\n3,"4\n${"5,6\n".repeat(2_000_000)}`;
    await expect(rowsOf(Buffer.from(text), "utf-8")).rejects.toThrow(
      /^From row 3 on .* never closed/,
    );
  });
});

test.each([
  ["commas", "a,b,c\n1,2,3\n", ","],
  ["semicolons, with commas in the cells", "a;b\n1,5;2,5\n3,5;4,5\n", ";"],
  ["tabs", "a\tb\n1, 2\t3\n", "\t"],
  ["bars", "a|b|c\n1|2|3\n", "|"],
  ["what the file says", "sep=;\na,b,c;d\n", ";"],
  ["a single column", "a\nb\n", ","],
  ["separators inside quotation marks", 'a;b\n"1,2,3,4";"1,2"\n', ";"],
] as const)("the separator is found out: %s", (_, text, separator) => {
  expect(guessSeparator(text)).toBe(separator);
});
