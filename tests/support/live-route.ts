import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Line } from "@/lib/lines/line";
import type { Route } from "@/lib/routing/route";
import type { Act, Facts, Input, Turn } from "@/lib/routing/turn";
import type { Hook } from "@/lib/twilio/webhook";
import { follow } from "@/lib/voice/follow";
import { inboundIdOf, voiceQuery } from "@/lib/voice/hook";
import { askingWebhook } from "@/lib/voice/registry";
import { renderTwiml } from "@/lib/voice/render";

const [number, caller] = ["+12065550100", "+12065550123"];
const sid = (kind: string) => kind + randomUUID().replaceAll("-", "");

/** Of every queue in tests/support/any-route.ts that has one. */
export const callbackKey = "1";

const Wishes = z.array(
  z.object({
    whom: z.string(),
    people: z.array(z.string()).nullable().default(null),
    group: z.string().optional(),
  }),
);
/** Whom an event asks to claim: lib/routing/wishes.ts. */
type Wishes = z.output<typeof Wishes>;

type Case = {
  route: Route;
  facts: Facts;
  phones: Record<string, string[]>;
  allowed: Line["allowed"];
  moment: Date;
  /** Whose devices ring one after another, and how many phones come before the browser. */
  browserAt?: Record<string, number>;
  /** Who is in a browser, whose page was just left. */
  reloading?: string[];
  /** Calls are recorded, and announced; by default they are. */
  records?: boolean;
};

/**
 * A call through a route, webhook by webhook, by the functions that answer Twilio: each URL is the
 * one that the TwiML before it named, each answer's facts are as the database sends them. `does`
 * says what the caller, or Twilio for them, does at a turn; null: no more.
 */
export function playLive(
  { route, facts: { may_call_back, queue, ...facts }, phones, allowed, moment, ...more }: Case,
  does: (act: Act, turn: number) => Input | null,
): { turn: Turn; wishes: Wishes; twiml: string }[] {
  const { browserAt, reloading = [], records = true } = more;
  const version = randomUUID();
  const line: Line = {
    ...{ tenant_id: randomUUID(), tenant_name: "Acme Solar", country_code: "US" },
    ...{ account_sid: sid("AC"), auth_token_ciphertext: "", has_blocked: false, allowed },
    ...{ recording_enabled: records, recording_notice: "Recorded.", call_time_limit_seconds: 3600 },
    ...{ announce_recording: "always", announce_countries: [] },
    ...{ blocked_calls: "reject", anonymous_calls: "ring" },
    numbers: [
      {
        ...{ id: randomUUID(), number, forward_user_id: null, forward_phone: null },
        forward_in_browser: false,
        ...{ route_version: version, route },
      },
    ],
  };
  const leg = { AccountSid: line.account_sid, CallSid: sid("CA"), From: caller, To: number };
  const turns: { turn: Turn; wishes: Wishes; twiml: string }[] = [];
  let asked: { path: string; query: string } | null = { path: "answer", query: "" };
  let input: Input | null = { kind: "arrived" };
  while (asked && input) {
    const hook: Hook & { line: Line } = {
      ...{ line, query: new URLSearchParams(asked.query), receivedAt: moment },
      params: { ...leg, ...fieldsOf(input) },
    };
    const webhook = askingWebhook(asked.path);
    if (!webhook) throw new Error(`Nothing answers ${asked.path}`);
    if ((voiceQuery(hook).route ?? version) !== version) throw new Error("Another route");
    // Its audio files are there.
    follow(hook, { version, route, missing: new Set() });
    const { routing } = webhook.read(hook);
    const decision = webhook.decide(hook, {
      ...{ call_id: inboundIdOf(hook, leg), direction: "inbound" },
      ...{ from_number: caller, to_number: number, contact_name: null, contact_company: null },
      ...{ status: hasTalked(input) ? "completed" : "ringing" },
      ...{ recording_requested: true, hangup_requested: false },
      routing: JSON.parse(
        JSON.stringify({
          ...{ ...facts, phones, queue: queue && { ...queue, may_call_back } },
          ...{ reloading, in_browser: reloading },
          people: facts.people.map((one) => ({ ...one, browser_at: browserAt?.[one.user_id] })),
          agent_end: agentEnd(input),
        }),
      ),
    });
    if (decision.kind !== "route") throw new Error(`${asked.path} follows no route`);
    const wishes = routing && "wishes" in routing ? routing.wishes : [];
    // As private.group_wishes.
    const named = Wishes.parse(wishes).map(({ group, ...wish }) =>
      group ? { ...wish, people: facts.groups?.[group] ?? [] } : wish,
    );
    const twiml = renderTwiml(decision);
    turns.push({ turn: decision.turn, wishes: named, twiml });
    asked = actionOf(twiml);
    input = does(decision.turn.act, turns.length - 1);
  }
  return turns;
}

/** What private.agent_end says. */
function agentEnd(input: Input) {
  if (input.kind !== "agent_done") return null;
  const { is_served, reason, taken_by } = input;
  return { outcome: is_served ? "contained" : "handed_over", reason, taken_by };
}

const hasTalked = (input: Input) => input.kind === "dialed" && input.accepted;

/** What Twilio says of it. */
function fieldsOf(input: Input): Record<string, string> {
  const live = { CallStatus: "in-progress" };
  switch (input.kind) {
    case "arrived":
      return { CallStatus: "ringing" };
    case "digits":
      return { ...live, Digits: input.digits };
    case "dialed":
      return { ...live, DialBridged: `${input.accepted}` };
    case "left_queue":
      return { ...live, Digits: callbackKey };
    default:
      return live;
  }
}

/** Where Twilio asks next: what it is sent to, or the action of the last verb that has one. */
function actionOf(twiml: string): { path: string; query: string } | null {
  const asked = /<Redirect>([^<]*)/.exec(twiml) ?? [...twiml.matchAll(/action="([^"]*)"/g)].at(-1);
  const action = asked?.[1]?.replaceAll("&amp;", "&");
  if (!action) return null;
  const { pathname, search } = new URL(action);
  return { path: pathname.split("/").at(-1) ?? "", query: search };
}
