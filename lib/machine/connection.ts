import "server-only";
import postgres from "postgres";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const kept = globalThis as typeof globalThis & { ringbookMachine?: postgres.Sql };

function connect(): postgres.Sql {
  const url = new URL(env().DATABASE_URL);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return postgres(env().DATABASE_URL, {
    max: 10,
    connect_timeout: 5,
    idle_timeout: 60,
    // A transaction pooler (Supabase's listens on 6543) hands each statement to another connection.
    prepare: url.port !== "6543",
    ssl: local || url.searchParams.has("sslmode") ? undefined : "require",
    // No function takes or gives an array, so a new connection need not ask for array types first.
    fetch_types: false,
    connection: { application_name: "ringbook" },
    onnotice: () => {},
  });
}

function machineSql(): postgres.Sql {
  kept.ringbookMachine ??= connect();
  return kept.ringbookMachine;
}

/** Twilio gives up reading our answer after 4 s (lib/twilio/urls.ts) and a person is on the line. */
const patienceMs = 3_000;

function unavailable(cause: unknown): AppError {
  const message = "The database does not answer. Please try again.";
  return new AppError("unavailable", "database_unavailable", message, { cause });
}

/**
 * Calls one function of the schema `machine` as the role `ringbook_machine`: one statement, one round trip.
 * Throws `unavailable` when the database does not answer within 3 s.
 */
export async function callMachine(
  run: (sql: postgres.Sql) => Promise<readonly { result: unknown }[]>,
): Promise<unknown> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(unavailable("no answer in time")), patienceMs);
  try {
    const [row] = await Promise.race([run(machineSql()), tooLate]);
    return row?.result ?? null;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (cause instanceof postgres.PostgresError && !/^(08|40|53|55|57|58)/.test(cause.code))
      throw cause;
    throw unavailable(cause);
  } finally {
    clearTimeout(timer);
  }
}
