import "server-only";
import { guessZone } from "@/lib/core/phone-zone";
import { deliver, noteRefused } from "@/lib/messages/deliver";
import { claimScheduled, type DueMessage, type MessageRefusal } from "@/lib/messages/machine";
import { quietUntil } from "@/lib/messages/quiet";
import { refusalWords } from "@/lib/messages/refusals";

/**
 * Sends a scheduled message once, unless it was canceled. What has come between since (an opt-out,
 * a limit, quiet hours, an hour's delay) makes it fail with its reason.
 */
export async function sendScheduled(
  tenantId: string,
  id: string,
  now: Date,
): Promise<Record<string, number>> {
  const message = await claimScheduled(tenantId, id, now);
  if (!message) return {};
  const no = "refused" in message ? message : quietRefusal(message, now);
  if (no) await noteRefused(message, refusalWords(no, null));
  if (no || "refused" in message) return { refused: 1 };
  await deliver(message);
  return { sent: 1 };
}

/** Clocks may have been changed, or the quiet hours, since it was scheduled. */
function quietRefusal({ quiet, time_zone, to }: DueMessage, now: Date): MessageRefusal | null {
  const until = quietUntil(quiet, time_zone ?? guessZone(to), now);
  return until && { refused: "quiet_hours" };
}
