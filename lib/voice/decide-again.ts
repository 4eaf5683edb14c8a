import { z } from "zod";
import { RoomTrunk, WhyOff } from "@/lib/lines/line";
import { CallFacts } from "@/lib/record/event";
import { AcceptFacts, RouteFacts, SummaryFacts } from "@/lib/routing/facts";
import type { Route } from "@/lib/routing/route";
import { RingFacts } from "@/lib/voice/control-facts";
import type { Decision } from "@/lib/voice/decision";
import { follow } from "@/lib/voice/follow";
import { type Asking, type Facts, voiceQuery } from "@/lib/voice/hook";
import { hiddenPhone } from "@/lib/voice/kept-line";

/** What an answer was decided from (call_events.answered_from). */
export const AnsweredFrom = z.object({
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
        forward_browser_at: z.number().nullish(),
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
export type LedgerRow = {
  event_type: string;
  event_data: unknown;
  query: string | null;
  answered_from: unknown;
  created_at: string;
};

/** Published routes, by version. */
export type Routes = ReadonlyMap<string, Route>;

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
 * What was answered, decided again by the same code from what is stored with the event; null where
 * that does not say it. Throws where it cannot be decided any more.
 */
export function decideAgain(
  tenantId: string,
  row: LedgerRow,
  route: Asking,
  stored: z.infer<typeof AnsweredFrom>,
  routes: Routes,
): Decision | null {
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

/** The call's facts that entered an answer; null: none were there in time. */
export function factsOf({ facts, blocked }: z.infer<typeof AnsweredFrom>): Facts {
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
