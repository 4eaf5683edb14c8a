import { UnreadableFile } from "@/lib/imports/problem";
import type { Encoding } from "@/lib/imports/schema";

export type Bytes = AsyncIterable<Uint8Array>;

/**
 * How a file is encoded. A byte order mark says it; else it is UTF-8 if all of it is, and what
 * spreadsheets of `country` (ISO 3166-1 alpha-2) write if not. Throws `UnreadableFile` for what is
 * no text.
 */
export async function detectEncoding(file: Bytes, country: string): Promise<Encoding> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  try {
    for await (const part of file) {
      const marked = isFirst ? markedEncoding(part) : undefined;
      if (marked) return marked;
      isFirst = false;
      utf8.decode(part, { stream: true });
    }
    utf8.decode();
    return "utf-8";
  } catch (error) {
    if (error instanceof TypeError) return regionalEncoding(country);
    throw error;
  }
}

/** The text of a file, without its byte order mark. What cannot be read is U+FFFD. */
export async function* decode(file: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const part of file) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}

function markedEncoding(start: Uint8Array): Encoding | undefined {
  const [first, second, third] = start;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  refuseOthers(start);
  // Half of the bytes of most text in UTF-16 are zero; other text has none.
  const zeros = [0, 0];
  for (const [index, byte] of start.subarray(0, 1_000).entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return undefined;
  return odd > even ? "utf-16le" : "utf-16be";
}

/** Files that people take for a table of text. */
function refuseOthers(start: Uint8Array): void {
  const begins = (...bytes: number[]) => bytes.every((byte, index) => start[index] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04) || begins(0xd0, 0xcf, 0x11, 0xe0)) {
    throw new UnreadableFile(
      "This is a spreadsheet's own format. Save it as CSV there (File → Save as, or Download), and upload that.",
    );
  }
  if (begins(0x25, 0x50, 0x44, 0x46)) throw new UnreadableFile("This is a PDF. Upload a CSV file.");
}

const regional = new Map<Encoding, string>([
  ["windows-1250", "BA CZ HR HU PL RO RS SI SK"],
  ["windows-1251", "BG BY KZ MK RU UA"],
  ["windows-1253", "CY GR"],
  ["windows-1254", "TR"],
  ["shift_jis", "JP"],
  ["gb18030", "CN"],
]);

/** What spreadsheets of a country write when they do not write UTF-8. */
function regionalEncoding(country: string): Encoding {
  for (const [encoding, countries] of regional) if (countries.includes(country)) return encoding;
  return "windows-1252";
}
