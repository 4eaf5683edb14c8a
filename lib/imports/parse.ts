import { pipeline, Readable } from "node:stream";
import { CsvError, type Options, parse } from "csv-parse";
import { UnreadableFile } from "@/lib/imports/problem";
import type { Separator } from "@/lib/imports/schema";

/** A row with something in it; `line` is its number as a spreadsheet counts, from 1. */
export type FileRow = { line: number; cells: string[] };

/** A quote that never closes would take the rest of the file for one cell. */
const maxRowCharacters = 4 * 2 ** 20;
/** Some spreadsheets say their separator before the first row. */
const separatorLine = /^sep=(.)\r?\n/i;

export function parserOptions(separator: Separator): Options {
  return {
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRowCharacters,
  };
}

/** The rows of a text in their order, as they are read. Throws `UnreadableFile`. */
export async function* parseRows(
  text: AsyncIterable<string>,
  separator: Separator,
): AsyncGenerator<FileRow> {
  const source = Readable.from(withoutSeparatorLine(text));
  const parser = parse(parserOptions(separator));
  pipeline(source, parser, () => {});
  let line = 0;
  try {
    for await (const record of parser) {
      const cells: string[] = record;
      line += 1;
      if (cells.some((cell) => cell.trim() !== "")) yield { line, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile(problemOf(error, parser.info.records + 1), error);
  }
}

async function* withoutSeparatorLine(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const part of text) {
    yield isFirst ? part.replace(separatorLine, "") : part;
    isFirst = false;
  }
}

function problemOf({ code }: CsvError, line: number): string {
  if (code === "CSV_QUOTE_NOT_CLOSED" || code === "CSV_MAX_RECORD_SIZE") {
    return `From row ${line} on the file can't be read: a quotation mark (") there is never closed.`;
  }
  return `From row ${line} on the file can't be read.`;
}
