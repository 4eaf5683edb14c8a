import type { Sql } from "postgres";
import type { Relation } from "@/tests/database/isolation/catalog";
import { weaken } from "@/tests/database/isolation/conditions";
import type { Mutation } from "@/tests/database/isolation/mutations";

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
    const noticed: Mutation["noticed"] = of
      ? { by: "rows", of, command: policy.command.toLowerCase() }
      : { by: "topics" };
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
  const plant = (name: string, sql: string, command = "select"): Mutation => ({
    kind: "policy",
    name: `${of.sql}: ${name}`,
    sql,
    noticed: { by: "rows", of, command },
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
        command,
      ),
    ),
  ];
}
