import type { AgentSettings } from "@/lib/agent/settings/schema";
import type { Values } from "@/lib/edits/decide";

/** An agent as it is edited: its name in the team, and its settings. */
export type NamedAgent = { name: string; draft: AgentSettings };

const answerPrefix = "answer ";
const toolPrefix = "tool ";

/**
 * An agent as the columns that a form merges, so that two people may change two of them: each
 * answer is one, by its question, and each tool.
 */
export function valuesOf({ name, draft }: NamedAgent): Values {
  const { knowledge, handover, limits, hearing, tools, languages, ...own } = draft;
  const { answers, ...facts } = knowledge;
  return {
    ...own,
    ...{ name, introduces_as: draft.name, languages: languages.join(",") },
    ...facts,
    ...{ handover_when: handover.when, misunderstandings: handover.after_misunderstandings },
    ...limits,
    ...hearing,
    ...Object.fromEntries(answers.map((one) => [answerPrefix + one.question, one.answer])),
    ...Object.fromEntries(tools.map((tool) => [toolPrefix + tool, true])),
  };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** The draft of these columns, to be parsed; an answer or a tool that is null is not there. */
export function draftOf(values: Values): unknown {
  const of = (...names: string[]) => Object.fromEntries(names.map((name) => [name, values[name]]));
  const texts = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, textOf(values[name])]));
  const named = (prefix: string) =>
    Object.keys(values).filter((column) => column.startsWith(prefix) && values[column]);
  return {
    ...of("voice"),
    ...texts("greeting", "instructions"),
    name: values.introduces_as,
    languages: String(values.languages ?? "").split(","),
    knowledge: {
      ...texts("opening_hours", "address", "prices"),
      answers: named(answerPrefix).map((column) => ({
        question: column.slice(answerPrefix.length),
        answer: values[column],
      })),
    },
    tools: named(toolPrefix).map((column) => column.slice(toolPrefix.length)),
    handover: {
      ...{ when: textOf(values.handover_when) },
      after_misunderstandings: values.misunderstandings,
    },
    limits: of(
      ...["minutes_per_call", "minutes_per_day", "dollars_per_day"],
      ...["nudge_seconds", "silence_seconds"],
    ),
    asks_rating: values.asks_rating === true,
    hearing: of("turn_detection", "silence_ms", "eagerness", "threshold", "noise_reduction"),
  };
}

/** The question whose answer a column holds. */
export const questionColumn = (column: string) => after(column, answerPrefix);
/** The tool whose switch a column holds. */
export const toolColumn = (column: string) => after(column, toolPrefix);

function after(column: string, prefix: string): string | null {
  return column.startsWith(prefix) ? column.slice(prefix.length) : null;
}
