import "server-only";
import { deliver, noteRefused } from "@/lib/messages/deliver";
import { claimScheduled } from "@/lib/messages/machine";
import { refusalWords } from "@/lib/messages/refusals";

/**
 * Sends a scheduled message once, unless it was canceled. What has come between since (an opt-out,
 * a limit) makes it fail with its reason.
 */
export async function sendScheduled(
  tenantId: string,
  id: string,
  now: Date,
): Promise<Record<string, number>> {
  const message = await claimScheduled(tenantId, id, now);
  if (!message) return {};
  if ("refused" in message) {
    await noteRefused(message, refusalWords(message, null));
    return { refused: 1 };
  }
  await deliver(message);
  return { sent: 1 };
}
