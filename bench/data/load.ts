import { readdirSync, readFileSync } from "node:fs";
import type { Sql } from "postgres";
import { dropIndexes, restoreIndexes, restoreReferences } from "@/bench/data/indexes";
import { areaCodes } from "@/bench/data/numbers";
import { plantCast } from "@/bench/data/plant-cast";
import { type Scale, wholeSize, withEvents } from "@/bench/data/sizes";
import type { Step } from "@/bench/data/step";
import { contactWords } from "@/bench/data/words";
import { inTurn } from "@/local/in-turn";
import { inProject } from "@/local/project";

const folder = "bench/data/sql";

/**
 * In the order of their weight: two are loaded at a time, and legs come before events, which read
 * them.
 */
const beside = {
  first: ["calls"],
  second: ["contacts", "companies", "contact_phones", "contact_emails", "recordings"],
};
/** What follows from contacts and their calls. */
const after = ["contact_activity", "contact_tags"];
const tables = [...beside.first, ...beside.second, ...after, "call_legs", "call_events"].map(
  (name) => `public.${name}`,
);

/**
 * Steps that visit every call and every contact once: none shares a factor with how many there are.
 */
const steps = {
  large: { calls: 3_090_169, contacts: 618_033 },
  small: { calls: 30_901, contacts: 6181 },
};

const read = (name: string) => readFileSync(inProject(folder, name), "utf8");

async function stage(sql: Sql, scale: Scale, day: Date): Promise<void> {
  await sql.unsafe(read("10-stage.sql"));
  const { calls, contacts } = wholeSize(scale);
  const step = steps[scale];
  await sql`insert into bench.scale values (${calls}, ${contacts}, ${withEvents[scale]}, ${step.calls}, ${step.contacts}, ${day}, ${areaCodes})`;
  const { given, stems, ends, places, trades } = contactWords;
  await sql`create table bench.words (given text[], stems text[], ends text[], places text[], trades text[])`;
  await sql`insert into bench.words values (${given}, ${stems}, ${ends}, ${places}, ${trades})`;
  const further = readdirSync(inProject(folder)).filter((name) => /^[23]0-/.test(name));
  for (const file of further.sort()) await sql.unsafe(read(file));
}

/** Into a table emptied in the same transaction, which needs no WAL then. */
async function loadTable(sql: Sql, name: string): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction.unsafe(`truncate public.${name}`);
    await transaction.unsafe(read(`${name}.sql`));
  });
}

/**
 * Fills a database that has only its migrations. `sql` is the superuser's and has at least two
 * connections with triggers and foreign keys off. `day` is the midnight (UTC) that the data ends
 * with.
 */
export async function load(sql: Sql, scale: Scale, day: Date, step: Step): Promise<void> {
  const since = new Date(day.getTime() - 820 * 86_400_000);
  const dropped = await step("stage, indexes dropped", async () => {
    await stage(sql, scale, day);
    await plantCast(sql, scale, { since, until: day });
    await sql.unsafe(read("40-choices.sql"));
    return dropIndexes(sql, tables);
  });
  await step("calls; contacts, their numbers, recordings", () =>
    inTurn(2, Object.values(beside), async (names) => {
      for (const name of names) await loadTable(sql, name);
    }),
  );
  await step("activity and tags of contacts", () =>
    inTurn(2, after, (name) => loadTable(sql, name)),
  );
  await step("legs and events", async () => {
    await sql`create table bench.recent as
      select f.* from bench.scale s, bench.facts((select calls - recent from bench.scale)) f`;
    await sql`analyze bench.recent`;
    await loadTable(sql, "call_legs");
    await restoreIndexes(sql, dropped, { tables: ["public.call_legs"], step });
    await sql`analyze public.call_legs`;
    await loadTable(sql, "call_events");
    await sql`drop schema bench cascade`;
  });
  await step("vacuum", () =>
    inTurn(2, tables, (table) => sql.unsafe(`vacuum (freeze, analyze) ${table}`)),
  );
  await step("indexes", () =>
    restoreIndexes(sql, dropped, {
      tables: tables.filter((table) => table !== "public.call_legs"),
      step,
    }),
  );
  await step("foreign keys", () => restoreReferences(sql, dropped));
  // The small tables, the sign-in ones among them, and what the planner knows of expressions in
  // indexes.
  await step("analyze", () => sql`vacuum analyze`);
}
