import type { Sql } from "postgres";
import { checkAppendOnly } from "@/tests/database/isolation/append-only";
import type { Relation } from "@/tests/database/isolation/catalog";
import { type Asking, plant, takePrints, undone } from "@/tests/database/isolation/database";
import { checkEffects, triedFunctions } from "@/tests/database/isolation/effects";
import {
  otherGrantMutations,
  tableGrantMutations,
} from "@/tests/database/isolation/grant-mutations";
import { checkDefaults, checkSchemas, grantsInOne } from "@/tests/database/isolation/grants";
import {
  guardMutations,
  type Mutation,
  triggerMutations,
} from "@/tests/database/isolation/mutations";
import { policyMutations } from "@/tests/database/isolation/policy-mutations";
import { isWrong, planWalk, type Walk } from "@/tests/database/isolation/tables";
import { checkTopics } from "@/tests/database/isolation/topics";
import { viewers } from "@/tests/database/isolation/viewers";

/** Every fault that can be planted in what is there now. */
export async function listMutations(sql: Sql, relations: Relation[]): Promise<Mutation[]> {
  const found = await policyMutations(sql, relations);
  for (const relation of relations) found.push(...(await tableGrantMutations(sql, relation)));
  found.push(...(await otherGrantMutations(sql)), ...(await guardMutations(sql)));
  found.push(...(await triggerMutations(sql, relations)));
  return found;
}

/** Plants each fault, looks, and undoes it. Gives those that nobody noticed. */
export async function plantEach(
  sql: Sql,
  relations: Relation[],
  mutations: Mutation[],
): Promise<Mutation[]> {
  const walks = new Map<Relation, Walk>();
  for (const relation of relations) {
    walks.set(relation, await planWalk(sql, relation, "open", viewers));
  }
  // Faults change no rows.
  const prints = await takePrints(sql);
  const isSeen = async (asking: Asking, noticed: Looked): Promise<boolean> => {
    switch (noticed.by) {
      case "rows": {
        const walk = walks.get(noticed.of);
        if (!walk) throw new Error(`${noticed.of.name} was not walked`);
        return isWrong(asking, walk, viewers, noticed.command);
      }
      case "append-only":
        return (await checkAppendOnly(asking, noticed.of)).length > 0;
      case "schemas":
        return (await checkSchemas(asking)).length > 0;
      case "defaults":
        return (await checkDefaults(asking)).length > 0;
      case "effects":
        return (await checkEffects(asking, viewers, noticed.name, prints)).length > 0;
      case "everything": {
        // What asks it first: walking every table takes longest.
        for (const relation of await askersOf(asking, relations, noticed.of)) {
          const walk = walks.get(relation);
          const look = (inside: Asking) => walk && isWrong(inside, walk, viewers);
          if (await undone(asking, async (inside) => look(inside))) return true;
        }
        // What it writes is no fault.
        const topics = await undone(asking, (inside) => checkTopics(inside, viewers));
        if (topics.length > 0) return true;
        for (const name of triedFunctions) {
          if ((await checkEffects(asking, viewers, name, prints)).length > 0) return true;
        }
        for (const walk of walks.values()) {
          if (await isWrong(asking, walk, viewers)) return true;
        }
        return false;
      }
      case "topics":
        return (await checkTopics(asking, viewers)).length > 0;
    }
  };
  const { unnoticed, others } = await plantGrants(sql, mutations);
  for (const { mutation, noticed } of others) {
    const seen = await undone(sql, async (asking) => {
      await asking.unsafe(mutation.sql);
      return isSeen(asking, noticed);
    });
    if (!seen) unnoticed.push(mutation);
  }
  return unnoticed;
}

type Looked = Exclude<Mutation["noticed"], { by: "grants" } | { by: "function" }>;

/** The tables whose policies ask a function. */
async function askersOf(asking: Asking, relations: Relation[], name: string): Promise<Relation[]> {
  const found = await asking<{ name: string }[]>`
    select distinct format('%I.%I', schemaname, tablename) as name from pg_policies
    where strpos(concat(qual, with_check), ${name}) > 0`;
  return relations.filter((each) => found.some((one) => one.name === each.sql));
}

/**
 * Faults in grants are very many: those of one privilege on an object are planted and looked at in
 * one go.
 */
async function plantGrants(sql: Sql, mutations: Mutation[]) {
  const groups = new Map<string, Mutation[]>();
  const others: { mutation: Mutation; noticed: Looked }[] = [];
  for (const mutation of mutations) {
    const { noticed } = mutation;
    if (noticed.by !== "grants" && noticed.by !== "function") {
      others.push({ mutation, noticed });
      continue;
    }
    const question = grantsInOne(noticed.by === "grants" ? noticed : noticed.name);
    groups.set(question, [...(groups.get(question) ?? []), mutation]);
  }
  const unnoticed: Mutation[] = [];
  for (const [question, planted] of groups) {
    const faults = planted.map((mutation) => mutation.sql);
    const seen = await undone(sql, (asking) => plant(asking, faults, question));
    unnoticed.push(...planted.filter((_, index) => !seen[index]));
  }
  return { unnoticed, others };
}
