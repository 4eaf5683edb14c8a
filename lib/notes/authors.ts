import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { namesOf } from "@/lib/team/names";

/** These notes, each with its author; null where it has none. */
export async function withAuthors<Row extends { author_id: string | null }>(
  db: Db,
  tenantId: string,
  rows: Row[],
): Promise<(Row & { author: { name: string } | null })[]> {
  const ids = rows.map(({ author_id }) => author_id);
  const names = await namesOf(db, tenantId, ids);
  return rows.map((row) => {
    const name = row.author_id && names.get(row.author_id);
    return { ...row, author: name ? { name } : null };
  });
}
