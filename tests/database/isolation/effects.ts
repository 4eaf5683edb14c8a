import {
  type Asking,
  type Prints,
  type Statement,
  walk,
} from "@/tests/database/isolation/database";
import { functions, things } from "@/tests/database/isolation/rules";
import type { Effect } from "@/tests/database/isolation/subject";
import { idOf, people, personOf, type Side, sides } from "@/tests/database/isolation/tenants";
import type { Viewer } from "@/tests/database/isolation/viewers";

/** The id of what a function is tried with: a person of the tenant, or a thing. */
function idOfThing(name: string, side: Side): string | undefined {
  const person = people.find((each) => each === name);
  if (person) return personOf(side, person);
  const thing = things[name];
  return thing && idOf(side, thing);
}
const nowhere = "00000000-0000-4000-8000-000000000000";

type Try = Statement & {
  side: Side | "nobody";
  having: string;
  rule: Effect;
  changes: boolean | "maybe";
};

function triesOf(only?: string): Try[] {
  return Object.entries(functions).flatMap(([name, rule]) => {
    if (typeof rule === "string" || (only && name !== only)) return [];
    return rule.tried.flatMap(([having, changes]) =>
      ([...sides, "nobody"] as const).map((side) => {
        const given = having.replace(/:([a-z]\w+)/g, (text, thing) => {
          const id = side === "nobody" ? nowhere : idOfThing(thing, side);
          return id ? `'${id}'` : text;
        });
        const sql = `select string_agg(f::text, ' ') from ${name}(${given}) f`;
        const here = typeof changes === "boolean" ? changes : side !== "nobody" && changes[side];
        return { name, sql, reads: true, watched: true, side, having, rule, changes: here };
      }),
    );
  });
}

/** The names of those that `checkEffects` calls. */
export const triedFunctions = [...new Set(triesOf().map(({ name }) => name))];

/** How many questions `checkEffects` asks. */
export const effectQuestions = (viewers: Viewer[]) => viewers.length * triesOf().length;

/**
 * Calls each function of the API, or the one named, as each viewer with Acme's things, Globex's and
 * nobody's. `known` is what both have in their tables.
 */
export async function checkEffects(
  sql: Asking,
  viewers: Viewer[],
  only?: string,
  known?: Prints,
): Promise<string[]> {
  const tries = triesOf(only);
  const answers = await walk(sql, viewers, tries, known);
  return viewers.flatMap((viewer, index) =>
    tries.flatMap((each, at) => {
      const found = answers[index]?.[at] ?? "no answer";
      const twin = tries.findIndex(
        ({ name, having, side }) =>
          name === each.name && having === each.having && side === "nobody",
      );
      const problem = judge(viewer, each, found, answers[index]?.[twin] ?? "");
      const call = `${each.name}(${each.having}) of ${each.side}'s by ${viewer.name}`;
      return problem ? [`${call} ${problem}: "${found}"`] : [];
    }),
  );
}

/** What is wrong with an answer; `unknown` is the answer about what does not exist. */
function judge(viewer: Viewer, tried: Try, found: string, unknown: string): string | null {
  const { side, rule, changes } = tried;
  const { dataRole, member, person } = viewer;
  const changed = sides.filter((each) => found.includes(`CHANGED ${each}`));
  const own = sides.find((each) => member?.tenant === idOf(each, "tenant"));
  const refused = /^(refused|permission denied for function)/.test(found);
  const isForAll = Object.values(rule.by).every((rows) => rows === "all");
  const theyMay = isForAll || (member !== null && rule.by[member.role] !== "none");
  if (!theyMay || (dataRole === "anon" && rule.execute !== "anyone")) {
    return refused ? null : "is not refused";
  }
  if (person === null && !refused && !/^(false)?$/.test(found))
    return "answers someone who is nobody";
  if (changed.some((each) => each !== own)) return "changes another tenant";
  const leaked = sides.find((each) => each !== own && found.includes(idOf(each, "tenant")));
  if (leaked) return `shows ${leaked}`;
  if (side === own) {
    if (refused || /^(let in|[0-9A-Z]{5} )/.test(found)) return "does not work";
    if (changed.length > 0 === changes) return null;
    return changes ? "changes nothing" : "changes something";
  }
  // Those who have been with both tenants are one person.
  const shared = /:(turncoat|boss)/.test(tried.having);
  const says = tried.having.includes(":") && !shared;
  return says && found !== unknown ? `is not answered as what does not exist ("${unknown}")` : null;
}
