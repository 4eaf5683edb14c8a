import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
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
 * Applies an event again that could not be applied, or not be read, when it came: a webhook is read anew from what was
 * kept of it, so that a mended reader counts too. Gives the problem that is left, null when there is none.
 * Throws AppError 404 when there is no such event with a problem.
 */
export async function replayEvent(member: Member, eventId: number): Promise<string | null> {
  const held = await unsolvedEvent(member.tenant.id, member.user_id, eventId);
  if (!held)
    throw new AppError("not_found", "event_not_found", "This webhook is no longer on the list.");
  const applied = await applyAgain(member.tenant.id, held);
  const left = await finishReplay(member.tenant.id, member.user_id, eventId, applied);
  await note(member.tenant.id, member.user_id, {
    action: "event.replayed",
    subject: `${eventId}`,
    detail: { event: held.event_type, applied: left === null },
  });
  return left;
}

/** True when it is recorded under its own key, as a webhook is that could not be read before. */
async function applyAgain(tenantId: string, held: UnsolvedEvent): Promise<boolean> {
  const route = held.query === null ? undefined : voiceWebhook(held.event_type);
  if (!route) {
    if (held.event) await recordAgain(tenantId, held.event);
    return false;
  }
  const row = { ...held, event_data: held.data, created_at: held.received_at };
  if (!canAnswerNow(tenantId, row)) return false;
  const found = held.account_sid ? await findLine(held.account_sid) : null;
  if (!found)
    throw new AppError(
      "conflict",
      "twilio_not_configured",
      "Configure Twilio in Settings → Twilio",
    );
  try {
    const event = route.read({
      line: found.line,
      query: new URLSearchParams(held.query ?? ""),
      params: Params.parse(held.data),
      receivedAt: new Date(held.received_at),
    });
    const recorded = await recordEvent(tenantId, event);
    return recorded !== null && held.event === null;
  } catch (error) {
    if (error instanceof z.ZodError) return false;
    throw error;
  }
}
