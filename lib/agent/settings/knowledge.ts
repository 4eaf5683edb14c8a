import type { AgentSettings } from "@/lib/agent/settings/schema";

type Knowledge = AgentSettings["knowledge"];
type Answer = { question: string; answer: string };

/** What the texts beside the questions answer, in the words that callers use for them. */
const about = {
  opening_hours:
    "opening hours open close closed when today tomorrow program deschis deschideți închis închideți orar ora când",
  address: "address where located street directions adresa unde aflați strada găsesc",
  prices: "price prices cost much fee preț prețuri tarif costă cât",
} as const;

/** They are in every question. */
const common = new Set(
  "the and you are what how for with can your have this este sunt care pot cum pentru".split(" "),
);

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !common.has(word));

/** How many words of a question are in a text, each as far as its stem. */
function likeness(asked: readonly string[], text: string): number {
  const known = words(text).map((word) => word.slice(0, 5));
  return asked.filter((word) => known.includes(word.slice(0, 5))).length;
}

/** The answers that fit a question best, at most three; none where nothing fits. */
export function findAnswers(knowledge: Knowledge, question: string): Answer[] {
  const { answers, ...texts } = knowledge;
  const asked = [...new Set(words(question))];
  const all = [
    ...answers.map((one) => ({ ...one, text: `${one.question} ${one.answer}` })),
    ...(["opening_hours", "address", "prices"] as const)
      .filter((name) => texts[name])
      .map((name) => ({
        question: name,
        answer: texts[name],
        text: `${about[name]} ${texts[name]}`,
      })),
  ];
  return all
    .map(({ text, question, answer }) => ({ question, answer, score: likeness(asked, text) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, 3)
    .map(({ question, answer }) => ({ question, answer }));
}
