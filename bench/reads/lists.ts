import type { BenchPerson } from "@/bench/data/cast";
import type { Row } from "@/bench/figure";
import { alternately } from "@/bench/ratio";
import { type Asker, ask, type Statement } from "@/bench/reads/ask";
import type { Databases } from "@/bench/reads/databases";
import type { Plan } from "@/bench/reads/plan";
import { type List, pageOfList, placeBefore, withNames } from "@/bench/reads/statements";

const rounds = 3;
const maxBuffers = 100;
const farPage = 1000;

export const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const times = (value: number) => `${value.toFixed(2)} ×`;

/** What a plan did, in the words of the table. */
export function describePlan({ buffers, indexes, sorts, reads }: Plan): string {
  const how = [indexes.join(" + ") || "no index", sorts && "sorts", reads && "reads a whole table"];
  return `${buffers} buffers, ${how.filter(Boolean).join(", ")}`;
}

const asPerson = (person: BenchPerson): Asker => ({ person, as: "person" });
const asOwner = (person: BenchPerson): Asker => ({ person, as: "owner" });

/**
 * How a statement goes on the large data set: its plan, looked at by `how`, and its time beside the
 * owner's.
 */
export async function planRow(
  { large }: Databases,
  person: BenchPerson,
  name: string,
  statement: Statement,
  how = ask,
): Promise<Row> {
  const plan = await how(large, asPerson(person), statement);
  const run = (asker: Asker) => async () => (await ask(large, asker, statement)).executed;
  const { thing, floor, ratio } = await alternately(
    rounds,
    run(asPerson(person)),
    run(asOwner(person)),
  );
  return {
    figure: `${name}, ${person.role}`,
    value: `${milliseconds(thing)}, ${describePlan(plan)}`,
    floor: `${milliseconds(floor)} as owner`,
    ratio: times(ratio),
    goal: `index, no sort, ≤ ${maxBuffers} buffers`,
    met: plan.indexes.length > 0 && !plan.sorts && !plan.reads && plan.buffers <= maxBuffers,
  };
}

/** How much longer a statement takes than another. */
export async function ratioRow(
  name: string,
  goal: { most: number; words: string },
  thing: () => Promise<Plan>,
  floor: () => Promise<Plan>,
): Promise<Row> {
  const measured = await alternately(
    rounds,
    async () => (await thing()).executed,
    async () => (await floor()).executed,
  );
  return {
    figure: name,
    value: milliseconds(measured.thing),
    floor: milliseconds(measured.floor),
    ratio: times(measured.ratio),
    goal: goal.words,
    met: measured.ratio <= goal.most,
  };
}

/**
 * Tells of a whole page, beside the small data set's, what the list inside of it does not: no goal.
 */
export async function rowWithoutGoal(
  databases: Databases,
  person: BenchPerson,
  name: string,
  { large, small }: { large: Statement; small: Statement },
): Promise<Row> {
  const asker = asPerson(person);
  const plan = await ask(databases.large, asker, large);
  const little = await ask(databases.small, asker, small);
  return {
    figure: `${name}, ${person.role}`,
    value: `${milliseconds(plan.executed)} and ${milliseconds(plan.planned)} to plan, ${plan.buffers} buffers`,
    floor: `${milliseconds(little.executed)} small`,
    ratio: times(plan.executed / little.executed),
    goal: "",
    met: null,
  };
}

/** All that is measured of a list: `small` is the same list of the small data set. */
export async function listRows(
  databases: Databases,
  person: BenchPerson,
  name: string,
  { large, small }: { large: List; small: List },
): Promise<Row[]> {
  const asker = asPerson(person);
  const first = () => ask(databases.large, asker, pageOfList(large));
  const rows = [await planRow(databases, person, name, pageOfList(large))];
  const place = await placeBefore(databases.large.sql, large, farPage);
  if (place) {
    const far = () => ask(databases.large, asker, pageOfList(large, place));
    const goal = { most: 2, words: "≤ 2 × page 1" };
    rows.push(await ratioRow(`${name}, ${person.role}, page ${farPage}`, goal, far, first));
  }
  const goal = { most: 1.5, words: "≤ 1.5 × the small data set" };
  const little = () => ask(databases.small, asker, pageOfList(small));
  rows.push(await ratioRow(`${name}, ${person.role}, large to small`, goal, first, little));
  if (large.table === "calls") {
    const whole = { large: pageOfList(withNames(large)), small: pageOfList(withNames(small)) };
    rows.push(await rowWithoutGoal(databases, person, `${name} with names and recordings`, whole));
  }
  return rows;
}
