import type {
  ApiFault,
  FaultCount,
  FaultMatch,
  FaultRule,
  WebhookEffect,
  WebhookKind,
} from "@/local/carrier/control/types";
import { makeChance } from "@/local/demo/chance";

type Kept = { id: string; rule: FaultRule; taken: number; strikes(): boolean };

export type WebhookFacts = {
  url: string;
  event: string | null;
  callSid: string | null;
  /** The message it is about, or another subject that is no call. */
  subject?: string;
  kind: WebhookKind;
};

/** Faults switched on by a test. Used-up ones stay, so that they can be counted. */
export class Faults {
  #rules: Kept[] = [];
  #next = 1;

  add(rule: FaultRule): string {
    const id = `fault-${this.#next++}`;
    const { share, seed = id } = rule;
    const chance = makeChance(`fault ${seed}`);
    const strikes = () => share === undefined || chance.next() < share;
    this.#rules.push({ id, rule, taken: 0, strikes });
    return id;
  }

  clear(id?: string): void {
    this.#rules = this.#rules.filter((kept) => id !== undefined && kept.id !== id);
  }

  counts(): FaultCount[] {
    return this.#rules.map(({ id, rule, taken }) => ({ id, rule, taken }));
  }

  /** The first effect of one of these kinds that applies; taking it uses up one time. */
  takeWebhook(
    facts: WebhookFacts,
    kinds: readonly WebhookEffect["kind"][],
  ): WebhookEffect | undefined {
    for (const kept of this.#rules) {
      if (!("effect" in kept.rule) || !kinds.includes(kept.rule.effect.kind)) continue;
      if (!matches(kept.rule.match ?? {}, facts) || !take(kept)) continue;
      return kept.rule.effect;
    }
    return undefined;
  }

  takeApi(method: string, path: string): ApiFault | undefined {
    for (const kept of this.#rules) {
      if (!("api" in kept.rule)) continue;
      const match = kept.rule.match ?? {};
      if (match.method && match.method.toUpperCase() !== method) continue;
      if ((match.path && !contains(path, match.path)) || !take(kept)) continue;
      return kept.rule.api;
    }
    return undefined;
  }
}

/** Whether the fault strikes this time; one that has struck its number of times is used up. */
function take(kept: Kept): boolean {
  if (kept.taken >= (kept.rule.times ?? Number.POSITIVE_INFINITY) || !kept.strikes()) return false;
  kept.taken++;
  return true;
}

function matches(match: FaultMatch, facts: WebhookFacts): boolean {
  return (
    (match.kind === undefined || match.kind === facts.kind) &&
    (match.event === undefined || match.event === facts.event) &&
    (match.callSid === undefined || match.callSid === facts.callSid) &&
    (match.messageSid === undefined || match.messageSid === facts.subject) &&
    (match.path === undefined || contains(facts.url, match.path))
  );
}

function contains(text: string, pattern: string): boolean {
  const expression = /^\/(.+)\/([a-z]*)$/.exec(pattern);
  // "/api/twilio/" looks like an expression too, so both readings count.
  return (
    text.includes(pattern) ||
    (expression !== null && new RegExp(expression[1] ?? "", expression[2]).test(text))
  );
}
