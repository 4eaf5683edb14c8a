import "server-only";
import { cleanLine } from "@/lib/core/text";
import type { CallEvent } from "@/lib/record/event";
import { keepAnswerProblem } from "@/lib/record/problems";

/**
 * An answer that could not be made becomes a problem of its event, which an admin sees and can
 * apply again.
 */
export function answerFailed(tenantId: string, event: CallEvent, error: unknown): void {
  console.error(`the answer to a ${event.type} of call ${event.call_id} failed:`, error);
  keepAnswerProblem(tenantId, event.dedupe_key, answerProblem(error));
}

/** Why an answer could not be made, as Settings → Problems says it. */
export function answerProblem(error: unknown): string {
  const why = cleanLine(error instanceof Error ? error.message : String(error)).slice(0, 500);
  return `The TwiML could not be rendered: ${why}`;
}
