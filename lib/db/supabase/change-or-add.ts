type Failure = { code: string };

/** A row that is there already: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const isThere = "23505";

/**
 * Changes a row, or adds it where there is none; one that somebody else has added meanwhile is
 * changed. Not an upsert, which would need leave to change the key. Gives what stood in the way;
 * null: nothing.
 */
export async function changeOrAdd(
  change: () => PromiseLike<{ data: unknown[] | null; error: Failure | null }>,
  add: () => PromiseLike<{ error: Failure | null }>,
): Promise<Failure | null> {
  const changed = await change();
  if (changed.error || changed.data?.length) return changed.error;
  const { error } = await add();
  if (error?.code !== isThere) return error;
  const again = await change();
  return again.error ?? (again.data?.length ? null : error);
}
