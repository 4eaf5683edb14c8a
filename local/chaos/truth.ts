import { inboundCallId } from "@/lib/record/event";
import type { CallView, LogEntry } from "@/local/carrier/control";
import { ENDED } from "@/local/carrier/model";
import type { Family } from "@/local/chaos/shapes/shape";
import { arrived, type Webhook } from "@/local/chaos/streamed";
import { canceled, isMessage, judgeInbound, judgeOutbound, silence } from "@/local/chaos/verdict";

/** What the carrier knows of one call, and what a right record of it may say. */
export type Truth = {
  /** The parent leg. */
  sid: string;
  direction: "inbound" | "outbound";
  from: string;
  to: string;
  /** Our call's id, as the create's URL or the browser named it; outbound only. */
  callId: string | null;
  legs: { sid: string; status: string }[];
  /** A browser asked for it, and nobody was dialled: it may be on record as never connected. */
  isFruitless: boolean;
  /** Nothing more happens at the carrier: legs over, prices known, recordings ready. */
  isSettled: boolean;
  /** "status/outcome"; more than one only where Twilio itself does not tell them apart. */
  ends: string[];
  /** Seconds between the two people, at least and at most. */
  talk: { least: number; most: number };
  price: number;
  recordings: { sid: string; status: string; seconds: number | null }[];
  /** Messages of callers; whose they are, null for everybody's. */
  messages: { sid: string; mailboxes: (string | null)[] }[];
};

export type Verdict = Pick<Truth, "ends" | "talk">;

/** What is known of a tenant's calls without the record. */
export type Known = {
  tenantId: string;
  calls: CallView[];
  log: LogEntry[];
  /** Our ids of calls that a person hung up. */
  hangups: Set<string>;
  judge?: ((family: Family) => Verdict | null) | undefined;
};

/** Every call of an account, from the legs and the log of the carrier itself. */
export function truthsOf({ tenantId, calls, log, hangups, judge }: Known): Truth[] {
  const logOf = Map.groupBy(log, ({ callSid }) => callSid);
  const parents = calls.filter(({ parentSid }) => parentSid === null);
  // Whom we called dials on themselves when they are transferred.
  const withChildren = (parent: CallView): CallView[] => [
    parent,
    ...calls.filter(({ parentSid }) => parentSid === parent.sid).flatMap(withChildren),
  ];
  const guests = Map.groupBy(parents, ({ sid }) => guestOf(logOf.get(sid) ?? []));
  return (guests.get(null) ?? []).map((parent) => {
    const [, ...children] = withChildren(parent);
    const [child] = children;
    const inBrowser = parent.from.startsWith("client:");
    const isInbound = parent.direction === "inbound" && !inBrowser;
    const own = [parent, ...children].flatMap(({ sid }) => logOf.get(sid) ?? []);
    const { callId, to } = isInbound
      ? { callId: null, to: parent.to }
      : inBrowser
        ? { callId: askedFor(own), to: child?.to ?? "" }
        : created(own);
    const id = callId ?? inboundCallId(tenantId, parent.sid);
    const others = (guests.get(id) ?? []).flatMap(withChildren);
    const legs = [parent, ...children, ...others];
    const recordings = legs.flatMap((leg) => leg.recordings);
    const whole = legs.flatMap(({ sid }) => logOf.get(sid) ?? []);
    const customer = isInbound ? parent.from : to;
    const family = { tenantId, callId: id, isInbound, customer, legs, log: whole };
    return {
      sid: parent.sid,
      direction: isInbound ? ("inbound" as const) : ("outbound" as const),
      from: (inBrowser && child?.from) || parent.from,
      to,
      callId,
      legs: legs.map(({ sid, status }) => ({ sid, status })),
      isFruitless: inBrowser && !child,
      isSettled:
        legs.every((leg) => ENDED.has(leg.status) && (!leg.answeredAt || leg.price !== null)) &&
        recordings.every(({ status }) => !["in-progress", "processing"].includes(status)),
      price: legs.reduce((sum, { price }) => sum + Math.abs(Number(price ?? 0)), 0),
      recordings: recordings.map(({ sid, status, durationSeconds }) => ({
        sid,
        status,
        seconds: durationSeconds,
      })),
      messages: recordings.filter(isMessage).map(({ sid }) => ({
        sid,
        mailboxes: mailboxesOf(sid, log),
      })),
      ...(judge?.(family) ??
        (isInbound
          ? judgeInbound(parent, children, own)
          : inBrowser && !child
            ? { ends: ["failed/failed", canceled], talk: silence }
            : judgeOutbound(parent, child, own, hangups.has(callId ?? "")))),
    };
  });
}

/** The call that a leg was created for after it had begun; null for a leg that began one. */
function guestOf(log: LogEntry[]): string | null {
  const { route, query } = creation(log) ?? {};
  const isGuest = route === "consult" || route === "join" || query?.get("back") === "1";
  return isGuest ? (query?.get("call") ?? null) : null;
}

/**
 * Whose mailbox the recorder was for. Where no webhook of the message got here, it may also be
 * everybody's: then only the carrier's list says that there is one.
 */
function mailboxesOf(sid: string, log: LogEntry[]): (string | null)[] {
  const posted = log.filter(
    (entry): entry is Webhook =>
      entry.kind === "webhook" && entry.params.RecordingSid === sid && isAboutMessage(entry),
  );
  const named = posted.flatMap(({ url }) => URL.parse(url)?.searchParams.get("mailbox") ?? []);
  const mailbox = named.find((name) => name !== "shared") ?? null;
  return posted.some(arrived) ? [mailbox] : [mailbox, null];
}

const isAboutMessage = ({ url }: Webhook) => /voice\/(recording|voicemail)\?/.test(url);

/** The call that a browser said it wants. */
const askedFor = (log: LogEntry[]) =>
  log.find(
    (entry): entry is Webhook => entry.kind === "webhook" && entry.url.includes("/voice/client"),
  )?.params.call ?? null;

/** What the create asked for: its URL carries our call's id and the customer's number. */
function created(log: LogEntry[]): { callId: string | null; to: string } {
  const { query } = creation(log) ?? {};
  return { callId: query?.get("call") ?? null, to: query?.get("to") ?? "" };
}

/** The URL that a leg was created with, if it was by the API. */
function creation(log: LogEntry[]): { route: string; query: URLSearchParams } | null {
  for (const entry of log) {
    if (entry.kind !== "rest" || !entry.path.endsWith("/Calls.json")) continue;
    const url = URL.parse(entry.body.Url ?? "");
    if (url) return { route: url.pathname.split("/").at(-1) ?? "", query: url.searchParams };
  }
  return null;
}
