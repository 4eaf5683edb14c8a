import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { noTwilio } from "@/lib/calls/existing";
import { AppError } from "@/lib/core/errors";
import { note } from "@/lib/db/machine/note";
import { findLine } from "@/lib/lines/line";
import { recordEvent } from "@/lib/record/event";
import {
  finishReplay,
  recordAgain,
  type UnsolvedEvent,
  unsolvedEvent,
} from "@/lib/record/problems";
import { canAnswerNow } from "@/lib/voice/explain";
import { voiceWebhook } from "@/lib/voice/registry";

const Params = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * Retries an event that could not be applied or parsed: a stored webhook is parsed again, so that a
 * fixed parser takes effect. Returns the remaining problem, or null. Throws AppError 404 if there
 * is no such event with a problem.
 */
export async function replayEvent(member: Member, eventId: number): Promise<string | null> {
  const problem = await unsolvedEvent(member.tenant.id, member.user_id, eventId);
  if (!problem)
    throw new AppError("not_found", "event_not_found", "This webhook is no longer on the list.");
  const applied = await applyAgain(member.tenant.id, problem);
  const left = await finishReplay(member.tenant.id, member.user_id, eventId, applied);
  await note(member.tenant.id, member.user_id, {
    action: "event.replayed",
    subject: `${eventId}`,
    detail: { event: problem.event_type, applied: left === null },
  });
  return left;
}

/** True if it is recorded under its own key, as a webhook that could not be parsed before. */
async function applyAgain(tenantId: string, problem: UnsolvedEvent): Promise<boolean> {
  const route = problem.query === null ? undefined : voiceWebhook(problem.event_type);
  if (!route) {
    if (problem.event) await recordAgain(tenantId, problem.event);
    return false;
  }
  const row = { ...problem, event_data: problem.data, created_at: problem.received_at };
  if (!canAnswerNow(tenantId, row)) return false;
  const found = problem.account_sid ? await findLine(problem.account_sid) : null;
  if (!found) throw noTwilio();
  try {
    const event = route.read({
      line: found.line,
      query: new URLSearchParams(problem.query ?? ""),
      params: Params.parse(problem.data),
      receivedAt: new Date(problem.received_at),
    });
    const recorded = await recordEvent(tenantId, event);
    return recorded !== null && problem.event === null;
  } catch (error) {
    if (error instanceof z.ZodError) return false;
    throw error;
  }
}
