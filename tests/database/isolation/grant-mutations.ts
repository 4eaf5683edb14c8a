import type { Sql } from "postgres";
import { listFunctions, listSchemas, type Relation } from "@/tests/database/isolation/catalog";
import type { Mutation } from "@/tests/database/isolation/mutations";
import { dataRoles, supabaseSchemas } from "@/tests/database/isolation/rules";

const grantees = [...dataRoles, "public"];

type Grant = { grantee: string; privilege: string; column: string | null };

const onTables = ["select", "insert", "update", "delete", "truncate", "references", "trigger"];
const onColumns = ["select", "insert", "update", "references"];
const spell = ({ grantee, privilege, column }: Grant) => `${privilege} ${column} ${grantee}`;

/** Each privilege that nobody was given, given; each that was, taken: tables, columns. */
export async function tableGrantMutations(sql: Sql, of: Relation): Promise<Mutation[]> {
  const granted = await sql<Grant[]>`
    select case grantee when 0 then 'public' else grantee::regrole::text end as grantee,
      lower(privilege_type) as privilege, null as column
    from pg_class, aclexplode(relacl) where oid = ${of.sql}::regclass and grantee <> relowner
    union all
    select case grantee when 0 then 'public' else grantee::regrole::text end, lower(privilege_type), attname
    from pg_attribute, aclexplode(attacl) where attrelid = ${of.sql}::regclass`;
  const has = new Set(granted.map(spell));
  const change = (privilege: string, grantee: string, column: string | null): Mutation[] => {
    const what = `${privilege}${column === null ? "" : ` (${column})`} on ${of.sql}`;
    const noticed = { by: "grants" as const, on: of, privilege };
    if (has.has(spell({ grantee, privilege, column }))) {
      const undo = `revoke ${what} from ${grantee}`;
      return [{ kind: "grant", name: undo, sql: undo, noticed }];
    }
    // Whoever holds the whole table holds each column.
    if (column !== null && has.has(spell({ grantee, privilege, column: null }))) return [];
    const grant = `grant ${what} to ${grantee}`;
    return [{ kind: "grant", name: grant, sql: grant, noticed }];
  };
  return [
    ...onTables.flatMap((privilege) =>
      grantees.flatMap((grantee) => change(privilege, grantee, null)),
    ),
    ...onColumns.flatMap((privilege) =>
      of.columns.flatMap(({ name }) =>
        grantees.flatMap((grantee) => change(privilege, grantee, name)),
      ),
    ),
  ];
}

/**
 * Each function executed by someone more, and no longer by those who may; each schema entered, and
 * built in.
 */
export async function otherGrantMutations(sql: Sql): Promise<Mutation[]> {
  const found = await listFunctions(sql);
  const granted = await sql<{ what: string; grantee: string }[]>`
    select format('%I.%I(%s)', n.nspname, proname, pg_get_function_identity_arguments(p.oid)) || ' execute' as what,
      case grantee when 0 then 'public' else grantee::regrole::text end as grantee
    from pg_proc p join pg_namespace n on n.oid = pronamespace,
      aclexplode(coalesce(proacl, acldefault('f', proowner)))
    union all
    select nspname || ' ' || lower(privilege_type), case grantee when 0 then 'public' else grantee::regrole::text end
    from pg_namespace, aclexplode(nspacl)`;
  const has = new Set(granted.map(({ what, grantee }) => `${what} ${grantee}`));
  const change = (what: string, kind: string, object: string, noticed: Mutation["noticed"]) =>
    grantees.flatMap((grantee): Mutation[] => {
      const granted = (by: string) => has.has(`${object} ${what} ${by}`);
      // What everyone has is neither given to one nor taken from one.
      if (grantee !== "public" && granted("public")) return [];
      const sql = granted(grantee)
        ? `revoke ${what} on ${kind} ${object} from ${grantee}`
        : `grant ${what} on ${kind} ${object} to ${grantee}`;
      return [{ kind: "grant", name: sql, sql, noticed }];
    });
  const ofFunctions = found.flatMap(({ name, signature }) =>
    change("execute", "function", signature, { by: "function", name }),
  );
  const ofSchemas = (await listSchemas(sql)).flatMap((name) =>
    ["usage", "create"].flatMap((what) => change(what, "schema", name, { by: "schemas" })),
  );
  // The machine enters none of Supabase's.
  const ofSupabase = supabaseSchemas.map((name): Mutation => {
    const sql = `grant usage on schema ${name} to ringbook_machine`;
    return { kind: "grant", name: sql, sql, noticed: { by: "schemas" } };
  });
  const kinds = { tables: "select", sequences: "usage", functions: "execute" };
  const ofDefaults = Object.entries(kinds).flatMap(([kind, what]) =>
    grantees.map((grantee): Mutation => {
      const sql = `alter default privileges for role postgres in schema public grant ${what} on ${kind} to ${grantee}`;
      return { kind: "grant", name: sql, sql, noticed: { by: "defaults" } };
    }),
  );
  return [...ofFunctions, ...ofSchemas, ...ofSupabase, ...ofDefaults];
}
