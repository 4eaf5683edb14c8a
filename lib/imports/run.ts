import "server-only";
import type { Turn } from "@/lib/core/job";
import { isUnavailable } from "@/lib/db/machine/connection";
import { type Imported, readRow } from "@/lib/imports/decide";
import { decode } from "@/lib/imports/encoding";
import { finish, type ImportJob, importBatch, readJob, undoBatch } from "@/lib/imports/job-machine";
import { type ImportKey, readFile } from "@/lib/imports/machine";
import { parseRows } from "@/lib/imports/parse";
import { UnreadableFile } from "@/lib/imports/problem";
import { readingOf } from "@/lib/imports/reading";
import { inRounds } from "@/lib/imports/rounds";

/** A batch is one transaction, of a second at most; others of the tenant wait for it. */
const batchRows = 250;
/** Unless its rows are huge. */
const batchCharacters = 1_000_000;
const undoneAtOnce = 500;
const refused = "This row couldn't be saved.";

/**
 * Goes on with an import, or with its undo, until it is done or the turn is over; one batch at
 * least. Any number of processes may do so at once, and each may end at any moment: a batch is
 * imported once. Whether there is more to do.
 */
export async function runImport(key: ImportKey, turn: Turn): Promise<boolean> {
  const job = await readJob(key);
  if (!job) return false;
  if (job.stage === "undoing") return undo(key, turn);
  try {
    return await importRows(key, job, turn);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    await finish(key, error.message);
    return false;
  }
}

async function importRows(key: ImportKey, job: ImportJob, turn: Turn): Promise<boolean> {
  let at = job.at_row;
  for await (const { untilRow, rows } of batchesAfter(at, key, job)) {
    const now = await importSafely(key, { afterRow: at, untilRow, rows });
    // Stopped, or another process goes on with it.
    if (now !== untilRow) return false;
    at = now;
    if (turn.over) return true;
  }
  await finish(key, null);
  return false;
}

type Batch = { afterRow: number; untilRow: number; rows: Imported[] };

/** A row that the database refuses must not stop the others: it is found by halves. */
async function importSafely(key: ImportKey, batch: Batch): Promise<number | null> {
  const { afterRow, untilRow, rows } = batch;
  try {
    return await importBatch(key, { ...batch, rows: inRounds(rows) });
  } catch (error) {
    if (isUnavailable(error) && !tookTooLong(error)) throw error;
    const [first, ...others] = rows;
    if (!first) throw error;
    if (others.length === 0) {
      console.error("a row of an import was refused:", error);
      return importBatch(key, { ...batch, rows: [{ ...first, round: 0, reason: refused }] });
    }
    const middle = Math.ceil(rows.length / 2);
    const [left, right] = [rows.slice(0, middle), rows.slice(middle)];
    const border = left.at(-1)?.line ?? afterRow;
    const at = await importSafely(key, { afterRow, untilRow: border, rows: left });
    return at === border ? importSafely(key, { afterRow: border, untilRow, rows: right }) : at;
  }
}

/** https://www.postgresql.org/docs/17/errcodes-appendix.html: query_canceled */
function tookTooLong(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "57014";
}

async function* batchesAfter(afterRow: number, key: ImportKey, job: ImportJob) {
  const { settings, header } = job;
  const reading = readingOf(job);
  const first = settings.has_header ? 1 : 0;
  let rows: Imported[] = [];
  let characters = 0;
  for await (const row of parseRows(decode(readFile(key), settings.encoding), settings.separator)) {
    if (row.line <= Math.max(afterRow, first)) continue;
    rows.push(readRow(row, settings.columns, header, reading));
    characters += row.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (rows.length < batchRows && characters < batchCharacters) continue;
    yield { untilRow: row.line, rows };
    [rows, characters] = [[], 0];
  }
  const last = rows.at(-1);
  if (last) yield { untilRow: last.line, rows };
}

async function undo(key: ImportKey, turn: Turn): Promise<boolean> {
  while (await undoBatch(key, undoneAtOnce)) {
    if (turn.over) return true;
  }
  return false;
}
