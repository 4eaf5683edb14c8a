import "server-only";
import { cleanLine } from "@/lib/core/text";
import type { CallEvent } from "@/lib/record/event";
import { keepAnswerProblem } from "@/lib/record/problems";

/**
 * Turns an answer that could not be rendered into a problem of its event, which admins see and can
 * retry.
 */
export function answerFailed(tenantId: string, event: CallEvent, error: unknown): void {
  console.error(`the answer to a ${event.type} of call ${event.call_id} failed:`, error);
  keepAnswerProblem(tenantId, event.dedupe_key, answerProblem(error));
}

/** Why an answer could not be rendered, as Settings → Failed webhooks says it. */
export function answerProblem(error: unknown): string {
  const why = cleanLine(error instanceof Error ? error.message : String(error)).slice(0, 500);
  return `The TwiML could not be rendered: ${why}`;
}
