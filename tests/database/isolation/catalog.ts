import type { Asking } from "@/tests/database/isolation/database";
import { supabaseSchemas } from "@/tests/database/isolation/rules";

/**
 * `written`: not computed. `plain`: neither in a unique index, in its expressions and condition
 * either, nor in a foreign key, so that one value fits every row.
 */
type Column = { name: string; written: boolean; plain: boolean };
/** A table, view, materialized view or foreign table; `name` as in rules.ts, `sql` as in SQL. */
export type Relation = {
  name: string;
  sql: string;
  isTable: boolean;
  isExposed: boolean;
  key: string[];
  /** The column that says whose a row is, where there is one. */
  owner: string | undefined;
  columns: Column[];
};

const foreign = ["pg_catalog", "information_schema", "pg_toast", "isolation", ...supabaseSchemas];

/**
 * Every relation that is not Postgres' or Supabase's own: a new one is walked without anyone naming
 * it.
 */
export async function listRelations(sql: Asking): Promise<Relation[]> {
  const found = await sql<Relation[]>`
    select case n.nspname when 'public' then relname else n.nspname || '.' || relname end as name,
      format('%I.%I', n.nspname, relname) as sql, relkind in ('r', 'p') as "isTable", n.nspname = 'public' as "isExposed",
      coalesce((select array_agg(attname::text order by array_position(i.indkey::int2[], attnum))
        from pg_index i join pg_attribute a on a.attrelid = indrelid and attnum = any (indkey)
        where indrelid = c.oid and indisprimary), '{}') as key,
      (select case relname when 'tenants' then 'id' else attname end from pg_attribute
       where attrelid = c.oid and attname = case relname when 'tenants' then 'id' else 'tenant_id'
         end) as owner,
      (select json_agg(json_build_object('name', attname, 'written', attgenerated = ''
        and attidentity = '',
          'plain', attgenerated = '' and attidentity = ''
            and not exists (select from pg_index i where indrelid = c.oid and indisunique
              and (attnum = any (indkey) or exists (select from pg_depend
                where classid = 'pg_class'::regclass and objid = i.indexrelid
                  and refobjid = c.oid and refobjsubid = attnum)))
            and not exists (select from pg_constraint where conrelid = c.oid
              and contype = 'f' and attnum = any (conkey)))
          order by attnum)
        from pg_attribute a where attrelid = c.oid and attnum > 0 and not attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = relnamespace
    where relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> all (${foreign}) and n.nspname !~ '^pg_'
    order by 1`;
  return [...found];
}

/**
 * Every function of ours, as `schema.name`; one that exists with several signatures is there as
 * often.
 */
export async function listFunctions(sql: Asking): Promise<{ name: string; signature: string }[]> {
  const found = await sql<{ name: string; signature: string }[]>`
    select n.nspname || '.' || proname as name,
      format('%I.%I(%s)', n.nspname, proname, pg_get_function_identity_arguments(p.oid)) as signature
    from pg_proc p join pg_namespace n on n.oid = pronamespace
    where n.nspname <> all (${foreign}) and n.nspname !~ '^pg_' order by 1, 2`;
  return [...found];
}

export async function listSchemas(sql: Asking): Promise<string[]> {
  const found = await sql<{ name: string }[]>`
    select nspname::text as name from pg_namespace
    where nspname <> all (${foreign}) and nspname !~ '^pg_' order by 1`;
  return found.map(({ name }) => name);
}
