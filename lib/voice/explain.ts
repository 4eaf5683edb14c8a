import type { z } from "zod";
import type { Taken } from "@/lib/routing/turn";
import { sorryTwiml } from "@/lib/twilio/reply";
import {
  AnsweredFrom,
  decideAgain,
  factsOf,
  type LedgerRow,
  type Routes,
} from "@/lib/voice/decide-again";
import type { Decision } from "@/lib/voice/decision";
import type { Facts } from "@/lib/voice/hook";
import { hiddenPhone } from "@/lib/voice/kept-line";
import { askingWebhook } from "@/lib/voice/registry";
import { renderTwiml } from "@/lib/voice/render";

/**
 * The TwiML that Twilio got, and its inputs. `facts` is null if the database was away, `twiml` if
 * it can no longer be rendered.
 */
export type Explained = {
  twiml: string | null;
  facts: Facts;
  /** What the call's route did. */
  steps: Taken[];
  /** The recording notice that was played. */
  notice?: string;
  /** The number (E.164) that the phones rung by its route show, and whose it is. */
  shows?: { number: string; of: "caller" | "company" };
};

/**
 * The TwiML that answered a webhook, decided and rendered again by the same code from what is
 * stored with the event; null for an event that nobody waited for. It shows a personal phone only
 * if the reader may see it (`phone`, E.164). Never throws, so that one document that cannot be
 * rendered does not fail the page.
 */
export function explainAnswer(
  tenantId: string,
  row: LedgerRow,
  phone: string | null,
  routes: Routes = new Map(),
): Explained | null {
  const route = askingWebhook(row.event_type);
  if (!route || row.answered_from === null) return null;
  const kept = AnsweredFrom.safeParse(row.answered_from);
  if (!kept.success) return { twiml: null, facts: null, steps: [] };
  const facts = factsOf(kept.data);
  if (kept.data.failed) return { twiml: indent(sorryTwiml()), facts, steps: [] };
  try {
    const decision = decideAgain(tenantId, row, route, kept.data, routes);
    if (!decision) return { twiml: null, facts, steps: [] };
    const shown =
      decision.kind === "forward" && decision.phone
        ? { ...decision, phone: phone ?? hiddenPhone }
        : decision;
    const steps = decision.kind === "route" ? decision.turn.taken : [];
    const notice = noticeOf(decision);
    const shows = shownOn(decision, kept.data);
    const twiml = indent(renderTwiml(shown));
    return { twiml, facts, steps, ...(notice && { notice }), ...(shows && { shows }) };
  } catch (error) {
    console.error(`the answer to a ${row.event_type} cannot be shown:`, error);
    return { twiml: null, facts, steps: [] };
  }
}

/** Whether a failed answer can be rendered now; true for all other events. */
export function canAnswerNow(tenantId: string, row: LedgerRow): boolean {
  const route = askingWebhook(row.event_type);
  const kept = AnsweredFrom.safeParse(row.answered_from);
  if (!route || !kept.success || !kept.data.failed) return true;
  try {
    const decision = decideAgain(tenantId, row, route, kept.data, new Map());
    if (decision) renderTwiml(decision);
    return true;
  } catch (error) {
    console.error(`the answer to a ${row.event_type} still cannot be made:`, error);
    return false;
  }
}

function noticeOf(decision: Decision): string | null {
  switch (decision.kind) {
    case "announce":
    case "forward":
      return decision.notice;
    case "route":
      return ["dial", "forward"].includes(decision.turn.act.kind) ? decision.notice : null;
    default:
      return null;
  }
}

/** What the phones show that a route rings; nothing where it rings browsers alone. */
function shownOn(
  decision: Decision,
  { line }: z.infer<typeof AnsweredFrom>,
): Explained["shows"] | null {
  if (decision.kind !== "route" || decision.turn.act.kind !== "dial") return null;
  const { caller_id: number, phones } = decision;
  if (!decision.turn.act.user_ids.some((user) => phones[user])) return null;
  const isOurs = line.numbers.some((own) => own.number === number);
  return { number, of: isOurs ? "company" : "caller" };
}

/** One element a line, as people read XML. */
function indent(xml: string): string {
  let depth = 0;
  return xml
    .replaceAll("><", ">\n<")
    .split("\n")
    .map((line) => {
      if (line.startsWith("</")) depth -= 1;
      const indented = "  ".repeat(Math.max(depth, 0)) + line;
      const opens = /^<[^/?][^>]*[^/]>$|^<[A-Za-z]+>$/.test(line);
      if (opens) depth += 1;
      return indented;
    })
    .join("\n");
}
