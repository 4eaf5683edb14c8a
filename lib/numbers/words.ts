import { formatPhone } from "@/lib/core/phone";
import type { MessagePlan, WebhookPlan } from "@/lib/numbers/decide";

type Named = { name: string | null; number: string };

/** What people call a number: its name, else the number as people of `country` read it. */
export function nameOfNumber({ name, number }: Named, country: string): string {
  return name ?? formatPhone(number, country);
}

/** A number in a list to choose from: "Support · (206) 555-0100". */
export function numberChoice({ name, number }: Named, country: string): string {
  const spoken = formatPhone(number, country);
  return name ? `${name} · ${spoken}` : spoken;
}

export type NumberOfCall = Named & { id: string };

/**
 * The company's number that a call came in on or went out by, as people call it; null while the
 * company has only ever had one, where it says nothing.
 */
export function numberOfCall(
  id: string | null,
  numbers: NumberOfCall[],
  country: string,
): string | null {
  const number = numbers.length > 1 && numbers.find((each) => each.id === id);
  return number ? nameOfNumber(number, country) : null;
}

/** A field of a number's form in a sentence: "where calls go", "Mo Manager". */
export function describeNumber(
  field: string,
  value: unknown,
  people: { user_id: string; name: string }[],
  routes: { id: string; name: string }[],
): { name: string; value: string } {
  if (field === "name") return { name: "the name", value: String(value ?? "") };
  const route = routes.find(({ id }) => `route:${id}` === value)?.name;
  const person = people.find(({ user_id }) => user_id === value)?.name ?? "nobody";
  return { name: "where calls go", value: route ? `the route ${route}` : person };
}

/** "3 calls and 1 message in 30 days"; counted up to 10,000. */
export function activityWords({ calls = 0, messages = 0 }: { calls?: number; messages?: number }) {
  const many = (count: number, what: string) => {
    if (count === 1) return `1 ${what}`;
    return `${count >= 10_000 ? "10,000+" : count.toLocaleString("en-US")} ${what}s`;
  };
  return `${many(calls, "call")} and ${many(messages, "message")} in 30 days`;
}

const routings: Record<WebhookPlan["kind"], string> = {
  set: "routed to Ringbook",
  free: "not routed",
  replace: "routed elsewhere",
  overridden: "routed elsewhere",
};

/** Where a number's calls and texts go, in as few words as do; `texts` is null if it has none. */
export function routingWords(
  calls: WebhookPlan["kind"],
  texts: MessagePlan["kind"] | null,
): { isHere: boolean; words: string }[] {
  const badge = (what: string, kind: WebhookPlan["kind"]) => {
    const words = `${what}${routings[kind]}`;
    return { isHere: kind === "set", words: `${words.charAt(0).toUpperCase()}${words.slice(1)}` };
  };
  if (texts === null || routings[calls] === routings[texts]) return [badge("", calls)];
  return [badge("calls ", calls), badge("texts ", texts)].filter(({ isHere }) => !isHere);
}
