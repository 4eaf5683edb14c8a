import type { Sql } from "postgres";
import type { Step } from "@/bench/data/step";
import { inTurn } from "@/local/in-turn";

type Key = { of: string; name: string; kind: "p" | "u" | "f"; text: string };
type Index = { of: string; name: string; text: string; of_key: boolean };

type Dropped = { keys: Key[]; indexes: Index[] };

/**
 * Drops every index and key of these tables (schema and name), and the foreign keys that point to
 * them. What there was is read from the catalog, so that a later migration's index is loaded the
 * same way.
 */
export async function dropIndexes(sql: Sql, tables: string[]): Promise<Dropped> {
  const keys = await sql<Key[]>`
    select format('%I.%I', n.nspname, t.relname) as of, quote_ident(c.conname) as name,
      c.contype as kind, pg_get_constraintdef(c.oid) as text
    from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n
      on n.oid = t.relnamespace
    where c.contype in ('p', 'u', 'f') and (c.conrelid = any (${tables}::regclass[]) or c.confrelid = any (${tables}::regclass[]))
    order by c.contype, c.conname`;
  const indexes = await sql<Index[]>`
    select format('%I.%I', n.nspname, t.relname) as of, quote_ident(k.relname) as name,
      pg_get_indexdef(k.oid) as text,
      exists (select from pg_constraint c where c.conindid = k.oid
        and c.contype in ('p', 'u')) as of_key
    from pg_index i join pg_class k on k.oid = i.indexrelid
    join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
    where i.indrelid = any (${tables}::regclass[])
    order by k.oid`;
  for (const { of, name } of keys) await sql.unsafe(`alter table ${of} drop constraint ${name}`);
  for (const { of, name, of_key } of indexes) {
    const [schema] = of.split(".");
    if (!of_key) await sql.unsafe(`drop index ${schema}.${name}`);
  }
  return { keys: [...keys], indexes: [...indexes] };
}

/**
 * Makes the indexes of these tables again, two at a time, and the keys that rest on them. Says how
 * long each took: on a machine with other work to do all of them take many minutes.
 */
export async function restoreIndexes(
  sql: Sql,
  dropped: Dropped,
  { tables, step }: { tables: string[]; step: Step },
): Promise<void> {
  const ours = dropped.indexes.filter(({ of }) => tables.includes(of));
  await inTurn(2, ours, ({ name, text }) => step(name, () => sql.unsafe(text)));
  for (const { of, name, kind, text } of dropped.keys) {
    if (kind === "f" || !tables.includes(of)) continue;
    const [words] = text.split(" (");
    await sql.unsafe(`alter table ${of} add constraint ${name} ${words} using index ${name}`);
  }
}

/** Adds the foreign keys again and checks every row by them, two tables beside each other. */
export async function restoreReferences(sql: Sql, { keys }: Dropped): Promise<void> {
  const references = keys.filter(({ kind }) => kind === "f");
  for (const { of, name, text } of references) {
    await sql.unsafe(`alter table ${of} add constraint ${name} ${text} not valid`);
  }
  const tables = [...new Set(references.map(({ of }) => of))];
  const validate = async (table: string) => {
    for (const { of, name } of references) {
      if (of === table) await sql.unsafe(`alter table ${of} validate constraint ${name}`);
    }
  };
  await inTurn(2, tables, validate);
}
