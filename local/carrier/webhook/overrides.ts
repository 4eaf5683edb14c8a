export type RetryPolicy = "ct" | "rt" | "4xx" | "5xx";

export type Overrides = {
  connectMs: number;
  readMs: number;
  totalMs: number;
  retries: number;
  policies: ReadonlySet<RetryPolicy>;
};

const ALL: readonly RetryPolicy[] = ["ct", "rt", "4xx", "5xx"];

/**
 * Splits `#ct=…&rt=…&tt=…&rc=…&rp=…` off a webhook URL
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
export function splitOverrides(full: string): { url: string; overrides: Overrides } {
  const hash = full.indexOf("#");
  const url = hash < 0 ? full : full.slice(0, hash);
  const given = new URLSearchParams(hash < 0 ? "" : full.slice(hash + 1));
  const policies = (given.get("rp") ?? "ct").split(",").flatMap((word) => {
    if (word === "all") return ALL;
    return ALL.filter((policy) => policy === word);
  });
  return {
    url,
    overrides: {
      connectMs: within(given.get("ct"), 100, 10_000, 5000),
      readMs: within(given.get("rt"), 100, 15_000, 15_000),
      totalMs: within(given.get("tt"), 100, 15_000, 15_000),
      retries: within(given.get("rc"), 0, 5, 1),
      policies: new Set(policies),
    },
  };
}

function within(text: string | null, least: number, most: number, otherwise: number): number {
  if (text === null || !/^\d+$/.test(text)) return otherwise;
  return Math.min(most, Math.max(least, Number(text)));
}
