import type { Sql } from "postgres";
import { appendOnlyQuestions, checkAppendOnly } from "@/tests/database/isolation/append-only";
import { listFunctions, listRelations, listSchemas } from "@/tests/database/isolation/catalog";
import { undone } from "@/tests/database/isolation/database";
import { checkEffects, effectQuestions } from "@/tests/database/isolation/effects";
import {
  checkDefaults,
  checkFunctions,
  checkGrants,
  checkSchemas,
  grantQuestions,
} from "@/tests/database/isolation/grants";
import { listMutations, plantEach } from "@/tests/database/isolation/mutate";
import { dataRoles, withoutEffect } from "@/tests/database/isolation/rules";
import { planWalk, takeWalk } from "@/tests/database/isolation/tables";
import { checkTopics, topicQuestions } from "@/tests/database/isolation/topics";
import { listUnruled } from "@/tests/database/isolation/unruled";
import { viewers } from "@/tests/database/isolation/viewers";

/** What was found wrong, and a line of counts to print. */
export type Findings = { problems: string[]; counts: string };

/** Walks every object for everyone and every operation. */
export async function walkMatrix(sql: Sql): Promise<Findings> {
  const problems = await listUnruled(sql);
  const relations = await listRelations(sql);
  let questions = 0;
  for (const relation of relations) {
    for (const mode of ["granted", "open"] as const) {
      if (mode === "open" && !relation.isExposed) continue;
      const walk = await planWalk(sql, relation, mode, viewers);
      questions += walk.tries.length * viewers.length;
      problems.push(...(await undone(sql, (asking) => takeWalk(asking, walk, viewers))));
    }
    questions += grantQuestions(relation) + appendOnlyQuestions(relation);
    problems.push(...(await checkGrants(sql, relation)));
    problems.push(...(await undone(sql, (asking) => checkAppendOnly(asking, relation))));
  }
  const [functions, schemas] = [await listFunctions(sql), await listSchemas(sql)];
  questions += dataRoles.length * (functions.length + 2 * schemas.length);
  questions += topicQuestions(viewers) + effectQuestions(viewers);
  problems.push(...(await checkFunctions(sql)), ...(await checkSchemas(sql)));
  problems.push(...(await undone(sql, checkDefaults)));
  problems.push(...(await undone(sql, (asking) => checkEffects(asking, viewers))));
  problems.push(...(await undone(sql, (asking) => checkTopics(asking, viewers))));
  const counts = `Matrix: ${relations.length} tables and views, ${functions.length} functions, ${schemas.length} schemas and the topics × ${viewers.length} people and ${dataRoles.length} database roles × their operations: ${questions} questions, ${problems.length} wrong answers.`;
  return { problems, counts };
}

const why = (name: string) =>
  Object.entries(withoutEffect).find(([end]) => name.endsWith(end))?.[1];

/**
 * Plants every fault in turn; each has to be noticed, but for those that are listed as without
 * effect.
 */
export async function mutateMatrix(sql: Sql): Promise<Findings> {
  const relations = await listRelations(sql);
  const exposed = relations.filter(({ isExposed }) => isExposed);
  const mutations = await listMutations(sql, relations);
  const unnoticed = await plantEach(sql, exposed, mutations);
  const excused = unnoticed.filter(({ name }) => why(name));
  const problems = unnoticed
    .filter(({ name }) => !why(name))
    .map(({ name }) => `Nobody noticed: ${name}`);
  for (const end of Object.keys(withoutEffect)) {
    if (excused.some(({ name }) => name.endsWith(end))) continue;
    problems.push(
      `Listed as without effect in tests/database/isolation/rules, but it is not: ${end}`,
    );
  }
  const count = (kind: string) => {
    const planted = mutations.filter((each) => each.kind === kind).length;
    const missed = unnoticed.filter((each) => each.kind === kind).length;
    const equal = excused.filter((each) => each.kind === kind).length;
    const noted = equal > 0 ? ` (${equal} without effect)` : "";
    return `${kind} ${planted} planted, ${planted - missed} noticed${noted}`;
  };
  const counts = `Faults: ${["policy", "grant", "guard", "trigger"].map(count).join("; ")}; ${problems.length} unnoticed.`;
  return { problems, counts };
}
