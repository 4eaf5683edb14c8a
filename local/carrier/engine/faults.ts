import type { ApiFault, FaultMatch, FaultRule, WebhookEffect } from "@/local/carrier/control/types";

type Kept = { id: string; rule: FaultRule; left: number };

export type WebhookFacts = {
  url: string;
  event: string | null;
  callSid: string | null;
  kind: "twiml" | "status" | "recording";
};

/** Faults switched on by a test, each used up after its number of times. */
export class Faults {
  #rules: Kept[] = [];
  #next = 1;

  add(rule: FaultRule): string {
    const id = `fault-${this.#next++}`;
    this.#rules.push({ id, rule, left: rule.times ?? Number.POSITIVE_INFINITY });
    return id;
  }

  clear(): void {
    this.#rules = [];
  }

  /** The first effect of one of these kinds that applies; taking it uses up one time. */
  takeWebhook(
    facts: WebhookFacts,
    kinds: readonly WebhookEffect["kind"][],
  ): WebhookEffect | undefined {
    for (const kept of this.#rules) {
      if (!("effect" in kept.rule) || !kinds.includes(kept.rule.effect.kind)) continue;
      if (!matches(kept.rule.match ?? {}, facts)) continue;
      this.#use(kept);
      return kept.rule.effect;
    }
    return undefined;
  }

  takeApi(method: string, path: string): ApiFault | undefined {
    for (const kept of this.#rules) {
      if (!("api" in kept.rule)) continue;
      const match = kept.rule.match ?? {};
      if (match.method && match.method.toUpperCase() !== method) continue;
      if (match.path && !contains(path, match.path)) continue;
      this.#use(kept);
      return kept.rule.api;
    }
    return undefined;
  }

  #use(kept: Kept): void {
    kept.left--;
    if (kept.left <= 0) this.#rules = this.#rules.filter((other) => other !== kept);
  }
}

function matches(match: FaultMatch, facts: WebhookFacts): boolean {
  return (
    (match.kind === undefined || match.kind === facts.kind) &&
    (match.event === undefined || match.event === facts.event) &&
    (match.callSid === undefined || match.callSid === facts.callSid) &&
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
