import { z } from "zod";
import { type Facts, voiceQuery } from "@/lib/calls/voice/hook";
import { hiddenPhone } from "@/lib/calls/voice/kept-line";
import { askingRoute } from "@/lib/calls/voice/routes";
import { CallFacts } from "@/lib/machine/events";
import { renderTwiml } from "@/lib/twilio/twiml";

const AnsweredFrom = z.object({
  line: z.object({
    tenant_name: z.string(),
    country_code: z.string(),
    recording_enabled: z.boolean(),
    recording_notice: z.string(),
    call_time_limit_seconds: z.number(),
    numbers: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        forward_user_id: z.string().nullable(),
        forward_phone: z.string().nullable(),
      }),
    ),
  }),
  facts: CallFacts.nullable().optional(),
});

const Params = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A row of the ledger, as far as its answer goes. */
type LedgerRow = {
  event_type: string;
  event_data: unknown;
  query: string | null;
  answered_from: unknown;
  created_at: string;
};

/** The document that Twilio got, and what it was decided from. `facts` is null when the database was away. */
export type Explained = { twiml: string; facts: Facts };

/**
 * The TwiML that answered a webhook, decided and rendered again by the same code from what was kept with the event;
 * null for an event that nobody waited for. A personal phone stands in it as far as the reader knows it (`phone`, E.164).
 */
export function explainAnswer(
  tenantId: string,
  row: LedgerRow,
  phone: string | null,
): Explained | null {
  const route = askingRoute(row.event_type);
  const kept = AnsweredFrom.safeParse(row.answered_from);
  if (!route || !kept.success) return null;
  const facts = kept.data.facts ?? null;
  const hook = {
    line: { ...kept.data.line, tenant_id: tenantId, account_sid: "" },
    query: new URLSearchParams(row.query ?? ""),
    params: Params.parse(row.event_data),
    receivedAt: new Date(row.created_at),
  };
  voiceQuery(hook);
  const decision = route.decide(hook, facts);
  const shown =
    decision.kind === "forward" ? { ...decision, phone: phone ?? hiddenPhone } : decision;
  return { twiml: indent(renderTwiml(shown)), facts };
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
