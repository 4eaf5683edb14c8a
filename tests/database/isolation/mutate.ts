import type { Sql } from "postgres";
import { checkAppendOnly } from "@/tests/database/isolation/append-only";
import type { Relation } from "@/tests/database/isolation/catalog";
import { type Asking, undone } from "@/tests/database/isolation/database";
import { checkEffects } from "@/tests/database/isolation/effects";
import {
  otherGrantMutations,
  tableGrantMutations,
} from "@/tests/database/isolation/grant-mutations";
import {
  checkDefaults,
  checkFunctions,
  checkGrants,
  checkSchemas,
} from "@/tests/database/isolation/grants";
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
  const look = async (asking: Asking, { noticed }: Mutation): Promise<string[]> => {
    switch (noticed.by) {
      case "rows": {
        const walk = walks.get(noticed.of);
        if (!walk) throw new Error(`${noticed.of.name} was not walked`);
        return takeWalk(asking, walk, viewers);
      }
      case "grants":
        return checkGrants(asking, noticed.of);
      case "append-only":
        return checkAppendOnly(asking, noticed.of);
      case "function":
        return checkFunctions(asking, noticed.name);
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
  const unnoticed: Mutation[] = [];
  for (const mutation of mutations) {
    const seen = await undone(sql, async (asking) => {
      await asking.unsafe(mutation.sql);
      return look(asking, mutation);
    });
    if (seen.length === 0) unnoticed.push(mutation);
  }
  return unnoticed;
}
