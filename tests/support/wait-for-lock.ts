import postgres, { type ReservedSql, type Sql } from "postgres";

/**
 * Runs a statement that takes an advisory lock for its session until it has it. No statement waits
 * for longer than a second: the database forgets nothing that one may still read, and the tests of
 * plans wait until it can.
 */
export async function waitForLock(
  sql: Sql | ReservedSql,
  take: () => PromiseLike<unknown>,
): Promise<void> {
  await sql`set lock_timeout = '1s'`;
  for (;;) {
    try {
      await take();
      return;
    } catch (error) {
      if (!(error instanceof postgres.PostgresError) || error.code !== "55P03") throw error;
    }
  }
}
