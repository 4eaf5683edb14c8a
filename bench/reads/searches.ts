import type { BenchPerson } from "@/bench/data/cast";
import type { Row } from "@/bench/figure";
import { ask, askInside } from "@/bench/reads/ask";
import type { Databases } from "@/bench/reads/databases";
import { planRow, ratioRow, rowWithoutGoal } from "@/bench/reads/lists";
import { search, searchPage } from "@/bench/reads/statements";

/**
 * A beginning that one in thirty contacts has, a name that one contact has, the beginning of some
 * thousands of numbers.
 */
const searches = { "common beginning": "ja", "rare name": "quillf", "area code": "201 555" };

/** Contact search on the large data set, and beside the small one. */
export async function searchRows(databases: Databases, person: BenchPerson): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [kind, words] of Object.entries(searches)) {
    const name = `search, ${kind}`;
    const statement = search(words);
    rows.push(await planRow(databases, person, name, statement, askInside));
    const asker = { person, as: "person" as const };
    const goal = { most: 1.5, words: "≤ 1.5 × the small data set" };
    rows.push(
      await ratioRow(
        `${name}, ${person.role}, large to small`,
        goal,
        () => ask(databases.large, asker, statement),
        () => ask(databases.small, asker, statement),
      ),
    );
    const page = searchPage(words);
    rows.push(
      await rowWithoutGoal(databases, person, `${name}, the page`, { large: page, small: page }),
    );
  }
  return rows;
}
