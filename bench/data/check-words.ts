import type { Sql } from "postgres";

/**
 * Throws when the words of contacts' numbers are not what the database's own trigger makes of them.
 */
export async function checkPhoneWords(sql: Sql): Promise<void> {
  const undone = new Error("undone");
  let different = 0;
  const compare = sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = origin`;
    await transaction`create temporary table before on commit drop as
      select c.id, c.phone_words, c.search from public.contacts c order by c.tenant_id, c.id
        limit 100`;
    await transaction`update public.contact_phones set phone = phone where contact_id in (select id from before)`;
    const [row] = await transaction<{ different: number }[]>`
      select count(*)::integer as different from before b join public.contacts c on c.id = b.id
      where c.phone_words <> b.phone_words or c.search <> b.search`;
    different = row?.different ?? 0;
    throw undone;
  });
  await compare.catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  if (different > 0)
    throw new Error("contacts.sql writes other phone_words than private.index_contact_phones");
}
