import type { Sql } from "postgres";
import { type BenchPerson, tenantOf } from "@/bench/data/cast";
import type { Bench, Figure, Row } from "@/bench/figure";
import { askInside, type Statement } from "@/bench/reads/ask";
import { type Databases, withDatabases } from "@/bench/reads/databases";
import { describePlan, milliseconds, planRow } from "@/bench/reads/lists";
import { callLog, contactView, type List, pageOfList } from "@/bench/reads/statements";

/** A tenant of nearly 100,000 contacts: its lists are filtered by several things at once. */
const medium = 1;

/** What a tenant's people can choose, one of each. */
async function choicesOf(sql: Sql, tenantId: string) {
  const one = async (rows: PromiseLike<readonly { id: string }[]>) => (await rows)[0]?.id ?? "";
  return {
    stage: await one(sql`select id from public.contact_stages where tenant_id = ${tenantId}
      order by position limit 1`),
    tag: await one(sql`select id from public.tags where tenant_id = ${tenantId}
      order by sort_name limit 1`),
    company: await one(sql`select company_id as id from public.contacts
      where tenant_id = ${tenantId} group by 1 order by count(*) desc limit 1`),
    field: await one(sql`select id from public.contact_fields where tenant_id = ${tenantId}`),
    disposition: await one(sql`select id from public.dispositions where tenant_id = ${tenantId}
      order by position limit 1`),
    number: await one(sql`select id from public.phone_numbers where tenant_id = ${tenantId}`),
  };
}

type Choices = Awaited<ReturnType<typeof choicesOf>>;

/** Each filter of the list of contacts by itself, in the order it is shown in. */
function contactFilters(owner: string, { stage, tag, company }: Choices) {
  const by = (filter: object, sort = "name", descending = false) =>
    contactView({ filter, sort, descending });
  return {
    none: by({}),
    owner: by({ owner }),
    "nobody's": by({ owner: "none" }),
    stage: by({ stage }),
    "in no stage": by({ stage: "none" }),
    company: by({ company }),
    tag: by({ tag }),
    missed: by({ missed: true }),
    "open task": by({ task: true }),
    "not called in 30 days": by({ not_called_days: 30 }, "called"),
    archived: by({ archived: true }),
    "by company": by({}, "company"),
    newest: by({}, "created", true),
    "by last call": by({}, "last_call", true),
  };
}

/** Two or three filters at once, and the company's own field. */
function combinations(owner: string, { stage, tag, field }: Choices) {
  const custom = { [field]: "Gold" };
  const by = (filter: object) => contactView({ filter, sort: "name", descending: false });
  return {
    "owner and stage": by({ owner, stage }),
    "stage and tag": by({ stage, tag }),
    "owner, stage and tag": by({ owner, stage, tag }),
    "owner and missed": by({ owner, missed: true }),
    "stage and not called in 30 days": by({ stage, not_called_days: 30 }),
    "own field": by({ custom }),
    "own field and owner": by({ custom, owner }),
    "own field, a part of its text": by({ custom_part: { [field]: "old" } }),
  };
}

/** Each filter of the call log by itself, newest first. */
function callFilters(tenantId: string, person: string, chosen: Choices): Record<string, List> {
  const where = (condition: string, ...values: string[]): List => {
    const log = callLog(tenantId);
    const both = `${log.where} and ${condition}`;
    return { ...log, where: both, values: [...log.values, ...values] };
  };
  return {
    inbound: where("direction = $2", "inbound"),
    internal: where("direction = $2", "internal"),
    failed: where("outcome = $2", "failed"),
    connected: where("outcome = $2", "connected"),
    person: where("user_id = $2", person),
    number: where("phone_number_id = $2", chosen.number),
    outcome: where("disposition_id = $2", chosen.disposition),
    "without an outcome": where("lacks_outcome is true"),
    "a week a year ago": where(
      "created_at >= now() - interval '372 days' and created_at < now() - interval '365 days'",
    ),
  };
}

/** What a statement took, without a goal. */
async function combinedRow(
  { large }: Databases,
  person: BenchPerson,
  name: string,
  statement: Statement,
): Promise<Row> {
  const plan = await askInside(large, { person, as: "person" }, statement);
  const value = `${milliseconds(plan.executed)}, ${describePlan(plan)}`;
  return { figure: name, value, floor: "", ratio: "", goal: "", met: null };
}

const managerOf = (index: number): BenchPerson => {
  const person = tenantOf(index).people.find(({ role }) => role === "manager");
  if (!person) throw new Error("the tenant has no manager");
  return person;
};

async function measure(databases: Databases, { interrupted }: Bench): Promise<Row[]> {
  const { id } = tenantOf(0);
  const person = managerOf(0);
  const chosen = await choicesOf(databases.large.sql, id);
  const rows: Row[] = [];
  for (const [name, statement] of Object.entries(contactFilters(person.userId, chosen))) {
    interrupted.throwIfAborted();
    rows.push(await planRow(databases, person, `contacts, ${name}`, statement, askInside));
  }
  for (const [name, list] of Object.entries(callFilters(id, person.userId, chosen))) {
    interrupted.throwIfAborted();
    rows.push(await planRow(databases, person, `calls, ${name}`, pageOfList(list)));
  }
  const other = tenantOf(medium);
  const manager = managerOf(medium);
  const choices = await choicesOf(databases.large.sql, other.id);
  for (const [name, statement] of Object.entries(combinations(manager.userId, choices))) {
    interrupted.throwIfAborted();
    const figure = `contacts of a tenant of ${other.contacts}, ${name}`;
    rows.push(await combinedRow(databases, manager, figure, statement));
  }
  return rows;
}

/** What lists take that are narrowed down, as the largest tenant's manager, on Postgres alone. */
export const filters: Figure = {
  name: "filters",
  run: (bench) => withDatabases(bench, (databases) => measure(databases, bench)),
};
