import type { Sql } from "postgres";
import { listFunctions, listSchemas, type Relation } from "@/tests/database/isolation/catalog";
import { weaken } from "@/tests/database/isolation/conditions";
import { dataRoles, functions, supabaseSchemas, tables } from "@/tests/database/isolation/rules";

/**
 * One fault to plant: what it is, the SQL that plants it, and where the tests have to notice it.
 */
export type Mutation = {
  kind: "policy" | "grant" | "guard" | "trigger";
  name: string;
  sql: string;
  noticed:
    | { by: "rows" | "grants" | "append-only"; of: Relation }
    | { by: "function" | "effects"; name: string }
    | { by: "everything" }
    | { by: "schemas" | "defaults" | "topics" };
};

const grantees = [...dataRoles, "public"];

type Policy = {
  relation: string;
  name: string;
  command: string;
  using: string | null;
  check: string | null;
};

/**
 * Each policy dropped, opened, and with each part of its conditions left out; row security off; a
 * policy too many.
 */
export async function policyMutations(sql: Sql, relations: Relation[]): Promise<Mutation[]> {
  const policies = await sql<Policy[]>`
    select format('%I.%I', schemaname, tablename) as relation, policyname as name, cmd as command,
      qual as using, with_check as check
    from pg_policies order by 1, 2`;
  const found = policies.flatMap((policy) => {
    const of = relations.find((each) => each.sql === policy.relation);
    const noticed: Mutation["noticed"] = of ? { by: "rows", of } : { by: "topics" };
    return loosen(policy).map((each): Mutation => ({ ...each, kind: "policy", noticed }));
  });
  const tables = relations.filter(({ isTable, isExposed }) => isTable && isExposed);
  return [
    ...found,
    ...tables.flatMap((of) => withoutPolicies(of)),
    ...policies
      .filter(({ relation }) => relation === "realtime.messages")
      .flatMap(({ relation }) => [
        {
          kind: "policy" as const,
          name: `${relation}: no row security`,
          sql: `alter table ${relation} disable row level security`,
          noticed: { by: "topics" as const },
        },
      ]),
  ];
}

function loosen({
  relation,
  name,
  command,
  using,
  check,
}: Policy): { name: string; sql: string }[] {
  const policy = `"${name.replaceAll('"', '""')}" on ${relation}`;
  const alter = (what: string, change: string) => ({
    name: `${relation} ${command} "${name}": ${what}`,
    sql: `alter policy ${policy} ${change}`,
  });
  const opened = (part: "using" | "with check", condition: string | null) =>
    condition === null
      ? []
      : [
          alter(`${part} (true)`, `${part} (true)`),
          ...weaken(condition).map(({ without, condition: kept }) =>
            alter(`${part} without ${without}`, `${part} (${kept})`),
          ),
        ];
  return [
    { name: `${relation} ${command} "${name}": dropped`, sql: `drop policy ${policy}` },
    ...opened("using", using),
    ...opened("with check", check),
    alter("to public", "to public"),
    alter("to anon too", "to authenticated, anon"),
  ];
}

function withoutPolicies(of: Relation): Mutation[] {
  const plant = (name: string, sql: string): Mutation => ({
    kind: "policy",
    name: `${of.sql}: ${name}`,
    sql,
    noticed: { by: "rows", of },
  });
  const conditions = {
    select: "using (true)",
    insert: "with check (true)",
    update: "using (true)",
    delete: "using (true)",
  };
  return [
    plant("no row security", `alter table ${of.sql} disable row level security`),
    ...Object.entries(conditions).map(([command, condition]) =>
      plant(
        `one more policy, for ${command}`,
        `create policy planted on ${of.sql} for ${command} to authenticated ${condition}`,
      ),
    ),
  ];
}

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
    const noticed = { by: "grants" as const, of };
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
    from pg_proc p join pg_namespace n on n.oid = pronamespace, aclexplode(coalesce(proacl, acldefault('f', proowner)))
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

/** Each trigger of a table that only grows, gone or asleep. */
export async function triggerMutations(sql: Sql, relations: Relation[]): Promise<Mutation[]> {
  const found: Mutation[] = [];
  for (const of of relations.filter(({ name }) => tables[name]?.appendOnly)) {
    const triggers = await sql<{ name: string }[]>`
      select tgname as name from pg_trigger
      where tgrelid = ${of.sql}::regclass and not tgisinternal and tgfoid = 'private.refuse_change'::regproc`;
    for (const { name } of triggers) {
      for (const change of [
        `drop trigger ${name} on ${of.sql}`,
        `alter table ${of.sql} disable trigger ${name}`,
      ]) {
        found.push({
          kind: "trigger",
          name: change,
          sql: change,
          noticed: { by: "append-only", of },
        });
      }
    }
  }
  return found;
}

/** What a function says to keep people to their own, and what it would say without. */
const guards: [RegExp, string][] = [
  [/private\.require_admin\(\)/g, "private.tenant_id()"],
  [/ and (\w+\.)?removed_at is null/g, ""],
  [/(?<=where )(\w+\.)?tenant_id = \(?(select )?(tenant|private\.tenant_id\(\))\)? and /g, ""],
  [/ and (\w+\.)?tenant_id = \(?(select )?(tenant|private\.tenant_id\(\))\b\)?/g, ""],
  [/(?<=where )(\w+\.)?tenant_id = \(?(select )?(tenant|private\.tenant_id\(\))\)?$/gm, "true"],
  [/(\w+\.)?user_id = \(?(select )?auth\.uid\(\)\)?/g, "true"],
  [/if me is null then raise.*?end if;/g, ""],
  [/ or private\.role\(\) is distinct from 'admin'/g, ""],
];

const inBody = ({ index, input }: RegExpExecArray) => index > input.indexOf("AS $function$");

/**
 * Functions that people reach and that run as their owner, once for every guard in them, without
 * it.
 */
export async function guardMutations(sql: Sql): Promise<Mutation[]> {
  const found = await sql<{ name: string; definition: string }[]>`
    select n.nspname || '.' || proname as name, pg_get_functiondef(p.oid) as definition
    from pg_proc p join pg_namespace n on n.oid = pronamespace
    where nspname = 'private' and prosecdef
      -- Who comes back by an invitation is walked in tests/database/rls/membership.test.ts.
      and proname <> 'accept_invitation'
      and (has_function_privilege('authenticated', p.oid, 'execute') or proname = 'require_admin') order by 1`;
  return found.flatMap(({ name, definition }) => {
    const exposed = `public.${name.replace(/^\w+\./, "")}`;
    const rule = functions[exposed];
    const noticed: Mutation["noticed"] =
      rule && typeof rule === "object" ? { by: "effects", name: exposed } : { by: "everything" };
    return guards.flatMap(([guard, instead]) =>
      [...definition.matchAll(guard)].filter(inBody).map((match, index): Mutation => {
        const without = match[0].trim();
        const end = match.index + match[0].length;
        return {
          kind: "guard",
          name: `${name}: without ${without} (${index + 1})`,
          sql: definition.slice(0, match.index) + instead + definition.slice(end),
          noticed,
        };
      }),
    );
  });
}
