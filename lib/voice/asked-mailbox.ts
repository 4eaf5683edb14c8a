import { AnsweredFrom, decideAgain, type LedgerRow, type Routes } from "@/lib/voice/decide-again";
import { askingWebhook } from "@/lib/voice/registry";

/**
 * Whose mailbox a caller's message went into, by what Twilio was answered last (`rows`, the last
 * first): the person's id; null where it was everybody's, or it cannot be said any more.
 */
export function askedMailbox(
  tenantId: string,
  rows: readonly LedgerRow[],
  routes: Routes,
): string | null {
  for (const row of rows) {
    const mailbox = mailboxOf(tenantId, row, routes);
    if (mailbox) return mailbox === "shared" ? null : mailbox;
  }
  return null;
}

/** Null for an answer that asked for no message. */
function mailboxOf(tenantId: string, row: LedgerRow, routes: Routes): string | null {
  const route = askingWebhook(row.event_type);
  const kept = AnsweredFrom.safeParse(row.answered_from);
  if (!route || !kept.success || kept.data.failed) return null;
  try {
    const decision = decideAgain(tenantId, row, route, kept.data, routes);
    if (decision?.kind === "take_message") return decision.mailbox ?? "shared";
    if (decision?.kind !== "route" || decision.turn.act.kind !== "record") return null;
    const { mailbox } = decision.turn.act;
    return mailbox.kind === "person" ? mailbox.user_id : "shared";
  } catch (error) {
    console.error(`the answer to a ${row.event_type} does not say whose a message is:`, error);
    return null;
  }
}
