import type { Relation } from "@/tests/database/isolation/catalog";
import { type Asking, differs, type Statement, walk } from "@/tests/database/isolation/database";
import { tables } from "@/tests/database/isolation/rules";
import type { By } from "@/tests/database/isolation/subject";
import type { Viewer } from "@/tests/database/isolation/viewers";

/**
 * `granted`: as people find it, policies and grants together. `open`: as if every grant were there,
 * so that the policies have to hold by themselves.
 */
export type Mode = "granted" | "open";
type Try = Statement & { expected: string[] };

/** What is tried on a relation, and what each viewer has to be answered. */
export type Walk = { relation: Relation; mode: Mode; tries: Try[] };

const elsewhere = "'00000000-0000-4000-8000-000000000000'";
/** Expected where the rule leaves the answer to foreign keys and triggers. */
const anything = "anything";

type RowHere = { key: string; row: Record<string, unknown> };

const keyOf = ({ key }: Relation) =>
  key.length > 0 ? `concat_ws('|', ${key.map((each) => `t.${each}`).join(", ")})` : "t::text";

/** Of the rows that are there, which this rule gives to this viewer. */
async function rowsFor(
  sql: Asking,
  relation: Relation,
  by: By | undefined,
  { member, person }: Viewer,
): Promise<Set<string>> {
  const allowed = member && by?.[member.role];
  if (!allowed || allowed === "none" || !relation.owner) return new Set();
  const where = allowed === "all" ? "true" : allowed.where.replaceAll(":me", `'${person}'`);
  const found = await sql.unsafe<{ key: string }[]>(
    `select ${keyOf(relation)} as key from ${relation.sql} t
     where t.${relation.owner} = '${member.tenant}' and (${where})`,
  );
  return new Set(found.map(({ key }) => key));
}

/** Plans the walk of a relation. Throws when there is no row to lose. */
export async function planWalk(
  sql: Asking,
  relation: Relation,
  mode: Mode,
  viewers: Viewer[],
): Promise<Walk> {
  const rule = tables[relation.name] ?? {};
  const here = await sql.unsafe<RowHere[]>(
    `select ${keyOf(relation)} as key, to_jsonb(t) as row from ${relation.sql} t order by 1`,
  );
  const tries: Try[] = [];
  const plan = async (
    statement: Statement,
    operation: "read" | "add" | "change" | "remove",
    answer: (rows: Set<string>, viewer: Viewer) => string,
    needs: string[] = [],
  ) => {
    const expected: string[] = [];
    const granted = rule[operation];
    const columns = granted && "columns" in granted ? granted.columns : undefined;
    const missing = columns && needs.some((column) => !columns.includes(column));
    for (const viewer of viewers) {
      const refused =
        mode === "granted" && (viewer.dataRole === "anon" || !granted || missing === true);
      const rows = refused ? new Set<string>() : await rowsFor(sql, relation, granted?.by, viewer);
      expected.push(refused ? "refused" : answer(rows, viewer));
    }
    tries.push({ ...statement, expected });
  };

  const count = (rows: Set<string>) => `${rows.size} rows`;
  const see = `select coalesce(string_agg(k, ' ' order by k collate "C"), '') from (select ${keyOf(relation)} as k from ${relation.sql} t) s`;
  const sorted = (rows: Set<string>) => [...rows].sort().join(" ");
  await plan({ name: "select", sql: see, reads: true }, "read", sorted, relation.key);
  if (!relation.isTable) return { relation, mode, tries };

  const written = relation.columns.filter((column) => column.written).map(({ name }) => name);
  const added = (mode === "granted" && rule.add?.columns) || written;
  for (const { key, row } of twinsOf(relation, here)) {
    const values = JSON.stringify(row).replaceAll("'", "''");
    const insert = `insert into ${relation.sql} (${added.join(", ")})
      select ${added.join(", ")} from jsonb_populate_record(null::${relation.sql}, '${values}')`;
    const answer = (rows: Set<string>) => (rows.has(key) ? "let in" : "refused");
    await plan({ name: `insert ${key}`, sql: insert, reads: false }, "add", answer);
  }

  const plain = relation.columns.filter((column) => column.plain).map(({ name }) => name);
  const changed = rule.change?.columns.find((column) => plain.includes(column)) ?? plain[0];
  if (changed) {
    const value = JSON.stringify(here[0]?.row ?? {}).replaceAll("'", "''");
    const update = `update ${relation.sql} set ${changed} =
      (select ${changed} from jsonb_populate_record(null::${relation.sql}, '${value}') as t)`;
    await plan({ name: `update ${changed}`, sql: update, reads: false }, "change", count);
  }
  if (mode === "open") {
    const refusal = (rows: Set<string>) => (rows.size > 0 ? "refused" : "0 rows");
    if (relation.owner) await plan(move(relation, relation.owner, elsewhere), "change", refusal);
    for (const { statement, keys } of movesToOthers(relation, here)) {
      await plan(statement, "change", (rows, { member }) => {
        const may = keys.some((key) => rows.has(key));
        const mayAll = member && rule.change?.by[member.role] === "all";
        return may || mayAll ? anything : refusal(rows);
      });
    }
  }
  await plan({ name: "delete", sql: `delete from ${relation.sql}`, reads: false }, "remove", count);
  return { relation, mode, tries };
}

function move(relation: Relation, column: string, to: string): Statement {
  const sql = `update ${relation.sql} set ${column} = ${to}`;
  return { name: `move ${column} to ${to}`, sql, reads: false };
}

/**
 * All rows made nobody's, and made those of each person in turn, unless rows may be given away;
 * with the keys of the rows that are that person's already.
 */
function movesToOthers(relation: Relation, here: RowHere[]) {
  const { by, givenAway } = tables[relation.name]?.change ?? {};
  const column = personColumn(by);
  if (column === undefined) return [];
  const others = Map.groupBy(givenAway ? [] : here, ({ row }) => row[column]);
  others.delete(null);
  return [
    { statement: move(relation, column, elsewhere), keys: [] },
    ...[...others].map(([value, rows]) => ({
      statement: move(relation, column, `'${value}'`),
      keys: rows.map(({ key }) => key),
    })),
  ];
}

/**
 * Which rows to add once more: all of them where it matters whose they are, else one of each
 * tenant.
 */
function twinsOf({ name, owner }: Relation, here: RowHere[]): RowHere[] {
  if (mattersWhose(tables[name]?.add?.by)) return here;
  const tenants = new Map(here.map((each) => [each.row[owner ?? ""], each]));
  return [...tenants.values()];
}

const mattersWhose = (by: By | undefined) =>
  Object.values(by ?? {}).some((rows) => typeof rows === "object");

/**
 * The row's own column by which a rule picks some rows for a person: `user_id` in `user_id = :me`,
 * `call_id` in `call_id in (select …)`.
 */
function personColumn(by: By | undefined): string | undefined {
  const rows = Object.values(by ?? {}).find((each) => typeof each === "object");
  return rows && /(\w+) (= :me|in \()/.exec(rows.where)?.[1];
}

/** Tries it all. Gives a sentence for each answer that is not the expected one. */
export async function takeWalk(
  sql: Asking,
  { relation, mode, tries }: Walk,
  viewers: Viewer[],
): Promise<string[]> {
  if (mode === "open") await sql.unsafe(`grant all on ${relation.sql} to anon, authenticated`);
  const answers = await walk(sql, viewers, tries);
  return viewers.flatMap((viewer, index) =>
    tries.flatMap(({ name, expected }, at) => {
      const found = normal(name, answers[index]?.[at] ?? "no answer");
      const wanted = expected[index] ?? "";
      if (found === wanted || wanted === anything) return [];
      return [
        `${relation.name} (${mode}): ${name} by ${viewer.name}: "${found}" instead of "${wanted}"`,
      ];
    }),
  );
}

/**
 * Whether an open walk has a wrong answer. The statements of one kind (`insert …`) come first: they
 * notice a fault in what they are about at once.
 */
export async function isWrong(
  sql: Asking,
  { relation, tries }: Walk,
  viewers: Viewer[],
  first = "",
): Promise<boolean> {
  await sql.unsafe(`grant all on ${relation.sql} to anon, authenticated`);
  const [matching, others] = [true, false].map((wanted) =>
    tries.filter(({ name }) => name.startsWith(first) === wanted),
  );
  return differs(sql, viewers, [...(matching ?? []), ...(others ?? [])]);
}

/** An insert that went through was let in, just as one that met its own twin. */
const normal = (name: string, answer: string) =>
  name.startsWith("insert") && /^\d+ rows$/.test(answer) ? "let in" : answer;
