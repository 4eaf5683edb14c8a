import "server-only";
import type { ContactField } from "@/lib/contact-fields/types";
import { decode, detectEncoding } from "@/lib/imports/encoding";
import { guessColumns, isHeader, signatureOf } from "@/lib/imports/guess";
import { maxColumns, maxRows } from "@/lib/imports/limits";
import { type ImportKey, readFile } from "@/lib/imports/machine";
import { type FileRow, parseRows } from "@/lib/imports/parse";
import { UnreadableFile } from "@/lib/imports/problem";
import type { Encoding, Separator, Settings } from "@/lib/imports/schema";
import { guessSeparator } from "@/lib/imports/separator";
import { targetsFor } from "@/lib/imports/targets";

export type Found = {
  settings: Pick<Settings, "encoding" | "separator" | "has_header" | "columns">;
  header: string[];
  signature: string | null;
  total: number;
};

const sampled = 20;
const beginningCharacters = 64_000;

/** The first rows of a file, read as its settings say. */
export async function firstRows(
  key: ImportKey,
  { encoding, separator }: { encoding: Encoding; separator: Separator },
  size: number,
): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of parseRows(decode(readFile(key), encoding), separator)) {
    rows.push(row);
    if (rows.length === size) break;
  }
  return rows;
}

/**
 * Reads an uploaded file from beginning to end: how it is written, what its columns are, how many
 * rows it has. What is given is not guessed. Throws `UnreadableFile`.
 */
export async function inspectFile(
  key: ImportKey,
  { country, fields }: { country: string; fields: ContactField[] },
  given: { encoding?: Encoding; separator?: Separator; has_header?: boolean } = {},
): Promise<Found> {
  const encoding = given.encoding ?? (await detectEncoding(readFile(key), country));
  const separator = given.separator ?? guessSeparator(await beginningOf(key, encoding));
  const samples: string[][] = [];
  let count = 0;
  for await (const { cells } of parseRows(decode(readFile(key), encoding), separator)) {
    count += 1;
    if (samples.length <= sampled) samples.push(cells);
    if (count > maxRows) throw new UnreadableFile(`A file has at most ${maxRows} rows. Split it.`);
  }
  const [first = []] = samples;
  if (count === 0) throw new UnreadableFile("There is nothing in this file.");
  if (first.length > maxColumns) {
    throw new UnreadableFile(`A file has at most ${maxColumns} columns. Remove some.`);
  }
  const has_header = given.has_header ?? isHeader(first, country);
  const header = has_header ? first : first.map(() => "");
  const targets = targetsFor(fields);
  const columns = guessColumns(header, samples.slice(has_header ? 1 : 0), { country, targets });
  const total = has_header ? count - 1 : count;
  const signature = signatureOf(header, has_header);
  return { settings: { encoding, separator, has_header, columns }, header, signature, total };
}

async function beginningOf(key: ImportKey, encoding: Encoding): Promise<string> {
  let text = "";
  for await (const part of decode(readFile(key), encoding)) {
    text += part;
    if (text.length >= beginningCharacters) break;
  }
  return text.slice(0, beginningCharacters);
}
