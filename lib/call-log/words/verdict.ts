/** https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir#shakenstir-attestation-levels */
const levels: Record<string, string> = {
  A: "the carrier knows the caller and that the number is theirs",
  B: "the carrier knows the caller, not whether the number is theirs",
  C: "the carrier only passed the call on, as from another country",
};

/**
 * What the caller's carrier says of the number that a call shows (STIR/SHAKEN), from the webhook of
 * its arrival; null where nothing came.
 */
export function verdictOf(events: readonly { event_data: unknown }[]): string | null {
  for (const { event_data: data } of events) {
    if (typeof data !== "object" || data === null || !("StirVerstat" in data)) continue;
    return verdictWords(String(data.StirVerstat));
  }
  return null;
}

function verdictWords(verdict: string): string {
  const [, result, level = ""] = /^TN-Validation-(Passed|Failed)(?:-([ABC]))?/.exec(verdict) ?? [];
  const says = levels[level];
  if (result === "Passed") return says ? `Verified: ${says}` : "Verified";
  if (result === "Failed") return "Not verified: the signature is wrong, the number may be forged";
  return verdict === "No-TN-Validation" ? "Not verified: the call came unsigned" : verdict;
}
