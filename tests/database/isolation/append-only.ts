import type { Relation } from "@/tests/database/isolation/catalog";
import { type Asking, walk } from "@/tests/database/isolation/database";
import { tables } from "@/tests/database/isolation/rules";

const owners = ["postgres", "supabase_admin"].map((dataRole) => ({ dataRole, person: null }));
const changes = (table: string, column: string) => [
  { name: "update", sql: `update ${table} set ${column} = ${column}`, reads: false },
  { name: "delete", sql: `delete from ${table}`, reads: false },
  { name: "truncate", sql: `truncate ${table}`, reads: false },
];

/** How many questions `checkAppendOnly` asks of a table that only grows. */
export const appendOnlyQuestions = ({ name }: Relation) =>
  tables[name]?.appendOnly ? owners.length * 3 : 0;

/** A table that only grows, changed by those who may do anything else. */
export async function checkAppendOnly(sql: Asking, relation: Relation): Promise<string[]> {
  if (!tables[relation.name]?.appendOnly) return [];
  const column = relation.columns.find(({ plain }) => plain)?.name ?? relation.key[0] ?? "";
  const tries = changes(relation.sql, column);
  const answers = await walk(sql, owners, tries);
  return owners.flatMap(({ dataRole }, index) =>
    tries.flatMap(({ name }, at) => {
      const found = answers[index]?.[at];
      return found === "refused" ? [] : [`${relation.name}: ${name} by ${dataRole}: "${found}"`];
    }),
  );
}
