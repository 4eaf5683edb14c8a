import { z } from "zod";
import { RoomTrunk, WhyOff } from "@/lib/lines/line";
import { CallFacts } from "@/lib/record/event";
import { AcceptFacts, RouteFacts, SummaryFacts } from "@/lib/routing/facts";
import type { Route } from "@/lib/routing/route";
import type { Taken } from "@/lib/routing/turn";
import { sorryTwiml } from "@/lib/twilio/reply";
import { RingFacts } from "@/lib/voice/control-facts";
import type { Decision } from "@/lib/voice/decision";
import { follow } from "@/lib/voice/follow";
import { type Asking, type Facts, voiceQuery } from "@/lib/voice/hook";
import { hiddenPhone } from "@/lib/voice/kept-line";
import { askingWebhook } from "@/lib/voice/registry";
import { renderTwiml } from "@/lib/voice/render";

const AnsweredFrom = z.object({
  line: z.object({
    tenant_name: z.string(),
    country_code: z.string(),
    recording_enabled: z.boolean(),
    recording_notice: z.string(),
    call_time_limit_seconds: z.number(),
    announce_recording: z.enum(["always", "never", "countries"]).default("always"),
    announce_countries: z.array(z.string()).default([]),
    blocked_calls: z.enum(["reject", "voicemail"]).default("reject"),
    anonymous_calls: z.enum(["ring", "reject", "voicemail"]).default("ring"),
    rep_caller_id: z.enum(["caller", "company"]).optional(),
    rooms: RoomTrunk.optional(),
    numbers: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        forward_user_id: z.string().nullable(),
        forward_phone: z.string().nullable(),
        forward_in_browser: z.boolean().default(false),
        forward_further: z.array(z.string()).optional(),
        forward_off: WhyOff.nullish(),
        route_version: z.string().nullable().default(null),
        route: z.unknown().optional(),
      }),
    ),
  }),
  facts: CallFacts.nullable().optional(),
  /** What its route knew of the people, without phones. */
  routing: z.union([SummaryFacts, RouteFacts, RingFacts, AcceptFacts]).optional(),
  blocked: z.literal("listed").optional(),
  /** Audio files that could not be had: their words were said. */
  missing_audio: z.array(z.string()).default([]),
  /** The answer could not be rendered: the caller heard the polite sentence. */
  failed: z.literal(true).optional(),
});

const Params = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** The part of a ledger row that its answer depends on. */
type LedgerRow = {
  event_type: string;
  event_data: unknown;
  query: string | null;
  answered_from: unknown;
  created_at: string;
};

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

/** Published routes, by version. */
type Routes = ReadonlyMap<string, Route>;

/** The published version of a route that these events' answers come from, each once. */
export function routeVersionsOf(rows: readonly LedgerRow[]): string[] {
  return [...new Set(rows.flatMap((row) => versionOf(row) ?? []))];
}

function versionOf({ query, answered_from }: LedgerRow): string | null {
  const kept = AnsweredFrom.safeParse(answered_from);
  const asked = new URLSearchParams(query ?? "");
  const arrived = asked.has("call") ? null : kept.data?.line.numbers[0]?.route_version;
  return asked.get("route") ?? arrived ?? null;
}

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

function decideAgain(
  tenantId: string,
  row: LedgerRow,
  route: Asking,
  stored: z.infer<typeof AnsweredFrom>,
  routes: Routes,
) {
  const { line, routing } = stored;
  const facts = factsOf(stored);
  const hook = {
    line: {
      ...line,
      tenant_id: tenantId,
      account_sid: "",
      allowed: null,
      has_blocked: false,
    },
    query: new URLSearchParams(row.query ?? ""),
    params: Params.parse(row.event_data),
    receivedAt: new Date(row.created_at),
  };
  voiceQuery(hook);
  const version = versionOf(row);
  if (version === null) {
    const asked = routing && "has_phone" in routing ? hidden(routing) : routing;
    return route.decide(hook, facts ? { ...facts, routing: asked } : null);
  }
  const published = routes.get(version);
  // Without facts, it was answered with those of an earlier call, which are not stored.
  if (!published || !facts) return null;
  follow(hook, { version, route: published, missing: new Set(stored.missing_audio) });
  const people = routing && "people" in routing ? routing.people : [];
  const phones = Object.fromEntries(
    people.map(({ user_id, has_phone, further }) => [
      user_id,
      Array.from({ length: Number(has_phone) + (further ?? 0) }, () => hiddenPhone),
    ]),
  );
  return route.decide(hook, { ...facts, routing: { ...routing, phones } });
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

/** The call's facts that entered an answer; null: none were there in time. */
function factsOf({ facts, blocked }: z.infer<typeof AnsweredFrom>): Facts {
  if (!facts) return null;
  const { colleague } = facts;
  return {
    ...facts,
    ...(colleague && { colleague: hidden(colleague) }),
    ...(blocked && { blocked }),
  };
}

/** What was rung, with phones that are not stored. */
function hidden<Rung extends { has_phone: boolean; further: number }>(rung: Rung) {
  const further_phones = Array.from({ length: rung.further }, () => hiddenPhone);
  return { ...rung, phone: rung.has_phone ? hiddenPhone : null, further_phones };
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
