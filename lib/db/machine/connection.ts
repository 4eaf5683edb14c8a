import "server-only";
import postgres from "postgres";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { Connections, isRefusal } from "@/lib/db/machine/connections";
import { databaseTls, withoutTls } from "@/lib/db/tls";

const kept = globalThis as typeof globalThis & { ringbookMachine?: Lanes };

/**
 * `interactive` statements have a caller or a person waiting; `background` ones may take long and
 * have connections of their own, so that they never delay the others.
 */
type Lanes = Record<"interactive" | "background", Connections<postgres.Sql>>;

function openClient(): postgres.Sql {
  const url = new URL(env().DATABASE_URL);
  return postgres(withoutTls(url), {
    max: 1,
    connect_timeout: 5,
    idle_timeout: 60,
    // A transaction pooler (Supabase's listens on 6543) hands each statement to another connection.
    prepare: url.port !== "6543",
    ssl: databaseTls(url, env().DATABASE_CA),
    // No function takes or gives an array, so a new connection need not ask for array types first.
    fetch_types: false,
    connection: { application_name: "ringbook" },
    onnotice: () => {},
  });
}

function lanes(): Lanes {
  kept.ringbookMachine ??= {
    interactive: new Connections(env().DATABASE_CONNECTIONS, openClient),
    background: new Connections(2, openClient),
  };
  return kept.ringbookMachine;
}

/** Twilio's read timeout is 4 s (lib/twilio/urls.ts), and a caller is on the line. */
export const defaultTimeoutMs = 3_000;
/** Bounds the memory of waiting statements while the database hangs. */
const maxWaiting = 2_000;
let waiting = 0;

function unavailable(cause: unknown): AppError {
  const message = "The database isn't responding. Please try again.";
  return new AppError("unavailable", "database_unavailable", message, { cause });
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.kind === "unavailable";
}

/**
 * A statement that fails after its first rows leaves their count on the connection, and the next
 * statement would return its rows after them (https://github.com/porsager/postgres/issues/1181):
 * an event would get the answer to another. A statement that succeeds clears the count.
 */
async function clearingRows<T>(
  statement: (sql: postgres.Sql) => Promise<T>,
  sql: postgres.Sql,
): Promise<T> {
  try {
    return await statement(sql);
  } catch (error) {
    if (isRefusal(error)) await sql`select`;
    throw error;
  }
}

/**
 * Runs one statement as the role `ringbook_machine`, however long it takes once it has begun.
 * `timeoutMs` is how long it may wait to begin; more than the default makes it a background
 * statement. Throws `unavailable` when the database cannot be reached.
 */
export async function onConnection<T>(
  statement: (sql: postgres.Sql) => Promise<T>,
  timeoutMs?: number,
): Promise<T> {
  if (waiting >= maxWaiting) throw unavailable("too many statements are waiting");
  waiting += 1;
  const lane = (timeoutMs ?? 0) > defaultTimeoutMs ? "background" : "interactive";
  try {
    return await lanes()[lane].run((sql) => clearingRows(statement, sql), timeoutMs);
  } catch (cause) {
    const refused = cause instanceof postgres.PostgresError;
    if (refused && !/^(08|40|53|55|57|58)/.test(cause.code)) throw cause;
    throw unavailable(cause);
  } finally {
    waiting -= 1;
  }
}

export type Statement = (sql: postgres.Sql) => Promise<readonly { result: unknown }[]>;

/** Calls one function of the schema `machine`: one statement, one round trip (onConnection). */
export async function runStatement(run: Statement, timeoutMs?: number): Promise<unknown> {
  const [row] = await onConnection(run, timeoutMs);
  return row?.result ?? null;
}

/** The result of `work`, or "late" if it takes longer than `timeoutMs`; the work continues. */
export async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T | "late"> {
  const { promise: tooLate, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), timeoutMs);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The result of `work`; throws `unavailable` after `timeoutMs`. The work continues. */
export async function answerOf(
  work: Promise<unknown>,
  timeoutMs = defaultTimeoutMs,
): Promise<unknown> {
  const result = await inTime(work, timeoutMs);
  if (result !== "late") return result;
  work.catch(() => {});
  throw unavailable("no answer in time");
}

/** As `runStatement`; also throws `unavailable` if the result takes longer than `timeoutMs`. */
export function callMachine(run: Statement, timeoutMs = defaultTimeoutMs): Promise<unknown> {
  return answerOf(runStatement(run, timeoutMs), timeoutMs);
}
