import { connect } from "@/local/postgres/database";
import { stack } from "@/tests/support/stack";

/** Of a test's own. */
const key = 5_435_018;

/**
 * Waits until no other file's processes take the calls of voice agents: any of them may be sent
 * any caller, and each knows its own stand-in only. `release` lets the next one.
 */
export async function onlyAgent(): Promise<{ release(): Promise<void> }> {
  const sql = connect(stack.adminDatabaseUrl, 1);
  await sql`select pg_advisory_lock(${key})`;
  return { release: () => sql.end() };
}
