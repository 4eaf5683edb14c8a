import type { ToolContext, ToolResult } from "@/lib/agent/tools/tool";
import { isUnavailable } from "@/lib/db/machine/connection";

/**
 * Asks a second time where no answer came: what was changed is not changed again, and is then
 * known. Null where nobody knows. A tool that uses it has at least `retryOnceSeconds`.
 */
export async function retryOnce<T>(change: () => Promise<T>): Promise<T | null> {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      return await change();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }
  return null;
}

/** What is read before it, and two answers that the database takes too long for. */
export const retryOnceSeconds = 10;

const said = {
  en: "I'm not sure whether that worked. I'm connecting you with a colleague who can see it.",
  ro: "Nu sunt sigur că a reușit. Vă fac legătura cu un coleg care poate verifica.",
};

/** It may be booked or not: a person is to look, and nothing is tried again. */
export function outcomeUnknown(language: ToolContext["language"], what: string): ToolResult {
  const reason = `nobody knows whether the booking was ${what}: look in the calendar`;
  return { ok: false, say: said[language], ending: { outcome: "handed_over", reason } };
}
