import { listFunctions, listSchemas, type Relation } from "@/tests/database/isolation/catalog";
import type { Asking } from "@/tests/database/isolation/database";
import {
  dataRoles,
  executeOf,
  executors,
  schemas,
  supabaseSchemas,
  tables,
} from "@/tests/database/isolation/rules";

const wholeTable = ["select", "insert", "update", "delete", "truncate", "references", "trigger"];
const perColumn = ["select", "insert", "update", "references"] as const;

/**
 * How many questions `checkGrants` and the two below ask of these objects: objects × roles ×
 * operations.
 */
export const grantQuestions = ({ columns }: Relation) =>
  dataRoles.length * (wholeTable.length + columns.length * perColumn.length);

const list = (names: readonly string[]) => `unnest('{${names.join()}}'::text[])`;

/**
 * Who has which privileges, or this one, on a relation and its columns, as SQL whose plan outlives
 * changes of the relation.
 */
function askGrants({ sql: relation }: Relation, only?: string): string {
  const [onTable, onColumns] = [wholeTable, perColumn].map((privileges) =>
    list(privileges.filter((privilege) => !only || privilege === only)),
  );
  return `
  select role, privilege, null as column
  from ${list(dataRoles)} role, ${onTable} privilege
  where has_table_privilege(role, to_regclass('${relation}'), privilege)
  union all
  select role, privilege, attname
  from ${list(dataRoles)} role, ${onColumns} privilege, pg_attribute
  where attrelid = to_regclass('${relation}') and attnum > 0 and not attisdropped
    and has_column_privilege(role, attrelid, attnum, privilege)`;
}

/** Who executes the functions of a name, with its schema, as SQL. */
const askExecutors = (name: string) => `
  select role from pg_proc p join pg_namespace n on n.oid = pronamespace, ${list(dataRoles)} role
  where (nspname, proname) = ('${name.split(".").join("', '")}')
    and has_function_privilege(role, p.oid, 'execute')`;

/** What `checkGrants` finds out of a privilege, or `checkFunctions` of a function, as one text. */
export const grantsInOne = (of: { on: Relation; privilege: string } | string) => `
  select md5(string_agg(one::text, ',' order by one::text))
  from (${typeof of === "string" ? askExecutors(of) : askGrants(of.on, of.privilege)}) one`;

/** Each privilege on a relation and its columns that is not as in rules.ts, in a sentence. */
export async function checkGrants(sql: Asking, relation: Relation): Promise<string[]> {
  const found = await sql.unsafe<{ role: string; privilege: string; column: string | null }[]>(
    askGrants(relation),
  );
  const has = new Set(found.map(({ role, privilege, column }) => spell(role, privilege, column)));
  const wanted = wantedGrants(relation);
  return [
    ...[...has].filter((each) => !wanted.has(each)).map((each) => `is there: ${each}`),
    ...[...wanted].filter((each) => !has.has(each)).map((each) => `is missing: ${each}`),
  ].map((what) => `${relation.name}: a grant that ${what}`);
}

const spell = (role: string, privilege: string, column: string | null) =>
  `${privilege}${column ? ` (${column})` : ""} to ${role}`;

function wantedGrants({ name, columns }: Relation): Set<string> {
  const { read, add, change, remove } = tables[name] ?? {};
  const to = (privilege: string, named: string[] = []) =>
    named.map((column) => spell("authenticated", privilege, column));
  const all = columns.map((column) => column.name);
  return new Set([
    ...(read && !read.columns ? [spell("authenticated", "select", null)] : []),
    ...(remove ? [spell("authenticated", "delete", null)] : []),
    ...to("select", read && (read.columns ?? all)),
    ...to("insert", add?.columns),
    ...to("update", change?.columns),
  ]);
}

/** Each function of ours that other roles may execute than rules.ts says. */
export async function checkFunctions(sql: Asking): Promise<string[]> {
  const found = await sql<{ name: string; role: string }[]>`
    select n.nspname || '.' || proname as name, role
    from pg_proc p join pg_namespace n on n.oid = pronamespace,
      unnest(${[...dataRoles]}::text[]) role
    where n.nspname = any (${Object.keys(schemas)})
      and has_function_privilege(role, p.oid, 'execute')`;
  const names = (await listFunctions(sql)).map(({ name }) => name);
  return names.flatMap((name) => {
    const allowed = executors[executeOf(name)];
    const has = found.filter((each) => each.name === name).map(({ role }) => role);
    return dataRoles
      .filter((role) => has.includes(role) !== allowed.includes(role))
      .map((role) => `${name} ${has.includes(role) ? "is" : "is not"} executed by ${role}`);
  });
}

/**
 * Each schema that other roles may enter, or make something in, than rules.ts says; and what is
 * readable of Supabase's.
 */
export async function checkSchemas(sql: Asking): Promise<string[]> {
  const problems: string[] = [];
  for (const name of await listSchemas(sql)) {
    const found = await sql<{ role: string; enters: boolean; makes: boolean }[]>`
      select role, has_schema_privilege(role, ${name}, 'usage') as enters,
        has_schema_privilege(role, ${name}, 'create') as makes
      from unnest(${[...dataRoles]}::text[]) role`;
    for (const { role, enters, makes } of found) {
      const may = schemas[name]?.some((each) => each === role) ?? false;
      if (enters !== may) problems.push(`${name} ${enters ? "is" : "is not"} entered by ${role}`);
      if (makes) problems.push(`${role} makes things in ${name}`);
    }
  }
  const machines = await sql<{ name: string }[]>`
    select nspname::text as name from pg_namespace
    where nspname = any (${[...supabaseSchemas]})
      and has_schema_privilege('ringbook_machine', oid, 'usage')`;
  problems.push(...machines.map(({ name }) => `${name} is entered by ringbook_machine`));
  const readable = await sql<{ name: string; role: string }[]>`
    select c.oid::regclass::text as name, role
    from pg_class c join pg_namespace n on n.oid = relnamespace, unnest(${["anon", "authenticated", "ringbook_machine"]}::text[]) role
    where n.nspname = any (${[...supabaseSchemas]}) and relkind in ('r', 'p', 'v', 'm') and not c.relrowsecurity
      and has_schema_privilege(role, n.oid, 'usage') and has_any_column_privilege(role, c.oid, 'select, insert, update')`;
  return [...problems, ...readable.map(({ name, role }) => `${name} is open to ${role}`)];
}

/** Sequences are nobody's; and so is whatever a later migration makes, until it says otherwise. */
export async function checkDefaults(sql: Asking): Promise<string[]> {
  const sequences = await sql<{ name: string; role: string }[]>`
    select c.oid::regclass::text as name, role
    from pg_class c, unnest(${[...dataRoles]}::text[]) role
    where relkind = 'S' and relnamespace::regnamespace::text = any (${Object.keys(schemas)})
      and has_sequence_privilege(role, c.oid, 'usage, select, update')`;
  await sql.unsafe(`set local role postgres;
    create table public.later (id int generated always as identity);
      create view public.later_view as select 1 as one;
    create function public.later() returns int language sql as 'select 1';
    create function private.later() returns int language sql as 'select 1';
    create function machine.later() returns int language sql as 'select 1';
    reset role`);
  const later = await sql<{ name: string; role: string }[]>`
    select name, role from unnest(${[...dataRoles]}::text[]) role, unnest(array['public.later', 'public.later_view']) name
    where has_table_privilege(role, name, 'select, insert, update, delete, truncate, references, trigger')
    union all
    select name, role from unnest(${[...dataRoles]}::text[]) role, unnest(array['public.later()', 'private.later()', 'machine.later()']) name
    where has_function_privilege(role, name, 'execute')
    union all
    select 'public.later_id_seq', role from unnest(${[...dataRoles]}::text[]) role
    where has_sequence_privilege(role, 'public.later_id_seq', 'usage, select, update')`;
  return [...sequences, ...later].map(({ name, role }) => `${name} is open to ${role}`);
}
