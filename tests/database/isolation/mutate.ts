import type { Sql } from "postgres";
import { checkAppendOnly } from "@/tests/database/isolation/append-only";
import type { Relation } from "@/tests/database/isolation/catalog";
import { type Asking, plant, undone } from "@/tests/database/isolation/database";
import { checkEffects } from "@/tests/database/isolation/effects";
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
import { planWalk, takeWalk, type Walk } from "@/tests/database/isolation/tables";
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
  const look = async (asking: Asking, noticed: Looked): Promise<string[]> => {
    switch (noticed.by) {
      case "rows": {
        const walk = walks.get(noticed.of);
        if (!walk) throw new Error(`${noticed.of.name} was not walked`);
        return takeWalk(asking, walk, viewers);
      }
      case "append-only":
        return checkAppendOnly(asking, noticed.of);
      case "schemas":
        return checkSchemas(asking);
      case "defaults":
        return checkDefaults(asking);
      case "effects":
        return checkEffects(asking, viewers, noticed.name);
      case "everything": {
        const problems = await checkEffects(asking, viewers);
        problems.push(...(await checkTopics(asking, viewers)));
        for (const walk of walks.values())
          problems.push(...(await takeWalk(asking, walk, viewers)));
        return problems;
      }
      case "topics":
        return checkTopics(asking, viewers);
    }
  };
  const { unnoticed, others } = await plantGrants(sql, mutations);
  for (const { mutation, noticed } of others) {
    const seen = await undone(sql, async (asking) => {
      await asking.unsafe(mutation.sql);
      return look(asking, noticed);
    });
    if (seen.length === 0) unnoticed.push(mutation);
  }
  return unnoticed;
}

type Looked = Exclude<Mutation["noticed"], { by: "grants" } | { by: "function" }>;

/** Faults in grants are very many: those of one object are planted and looked at in one go. */
async function plantGrants(sql: Sql, mutations: Mutation[]) {
  const groups = new Map<string, Mutation[]>();
  const others: { mutation: Mutation; noticed: Looked }[] = [];
  for (const mutation of mutations) {
    const { noticed } = mutation;
    if (noticed.by !== "grants" && noticed.by !== "function") {
      others.push({ mutation, noticed });
      continue;
    }
    const question = grantsInOne(noticed.by === "grants" ? noticed.of : noticed.name);
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
