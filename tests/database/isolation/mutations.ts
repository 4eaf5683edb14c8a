import type { Sql } from "postgres";
import type { Relation } from "@/tests/database/isolation/catalog";
import { functions, tables } from "@/tests/database/isolation/rules";

/**
 * One fault to plant: what it is, the SQL that plants it, and where the tests have to notice it. A
 * `command` ("insert") is what most likely shows a fault in rows.
 */
export type Mutation = {
  kind: "policy" | "grant" | "guard" | "trigger";
  name: string;
  sql: string;
  noticed:
    | { by: "rows"; of: Relation; command: string }
    | { by: "append-only"; of: Relation }
    | { by: "grants"; on: Relation; privilege: string }
    | { by: "function"; name: string }
    | { by: "effects"; name: string }
    | { by: "everything"; of: string }
    | { by: "schemas" | "defaults" | "topics" };
};

/** Each trigger of a table that only grows, gone or asleep. */
export async function triggerMutations(sql: Sql, relations: Relation[]): Promise<Mutation[]> {
  const found: Mutation[] = [];
  for (const of of relations.filter(({ name }) => tables[name]?.appendOnly)) {
    const triggers = await sql<{ name: string }[]>`
      select tgname as name from pg_trigger
      where tgrelid = ${of.sql}::regclass and not tgisinternal
        and tgfoid = 'private.refuse_change'::regproc`;
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
      rule && typeof rule === "object"
        ? { by: "effects", name: exposed }
        : { by: "everything", of: name };
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
