import type { CallView, LogEntry } from "@/local/carrier/control";
import { ENDED } from "@/local/carrier/model";
import { arrived, judgeStreamed, slack, type Webhook, wholeSeconds } from "@/local/chaos/streamed";

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

type Verdict = Pick<Truth, "ends" | "talk">;

const silence = { least: 0, most: 0 };
const canceled = "canceled/canceled";
/** Twilio's times are whole seconds: two moments this close cannot be told apart. */
const closeMs = 2_000;

/**
 * Every call of an account, from the legs and the log of the carrier itself; `hangups`: our ids of
 * calls that a person hung up.
 */
export function truthsOf(calls: CallView[], log: LogEntry[], hangups: Set<string>): Truth[] {
  return calls
    .filter(({ parentSid }) => parentSid === null)
    .map((parent) => {
      const children = calls.filter(({ parentSid }) => parentSid === parent.sid);
      const legs = [parent, ...children];
      const own = log.filter((entry) => legs.some(({ sid }) => sid === entry.callSid));
      const [child] = children;
      const inBrowser = parent.from.startsWith("client:");
      const isInbound = parent.direction === "inbound" && !inBrowser;
      const { callId, to } = isInbound
        ? { callId: null, to: parent.to }
        : inBrowser
          ? { callId: askedFor(own), to: child?.to ?? "" }
          : created(own);
      const recordings = legs.flatMap((leg) => leg.recordings);
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
        ...(isInbound
          ? judgeInbound(parent, children, own)
          : inBrowser && !child
            ? { ends: ["failed/failed", canceled], talk: silence }
            : judgeOutbound(parent, child, own, hangups.has(callId ?? ""))),
      };
    });
}

type Recording = CallView["recordings"][number];

/** What a caller said to a recorder, for two seconds or longer. */
const isMessage = ({ source, status, durationSeconds }: Recording) =>
  source === "RecordVerb" && status === "completed" && (durationSeconds ?? 0) >= 2;

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
  for (const entry of log) {
    if (entry.kind !== "rest" || !entry.path.endsWith("/Calls.json")) continue;
    const query = URL.parse(entry.body.Url ?? "")?.searchParams;
    if (query) return { callId: query.get("call"), to: query.get("to") ?? "" };
  }
  return { callId: null, to: "" };
}

function digitRequests(log: LogEntry[]): Webhook[] {
  return log.filter(
    (entry): entry is Webhook =>
      entry.kind === "webhook" &&
      entry.url.includes("step=digit") &&
      entry.params.Digits === "1" &&
      // Dropped, or answered in our place: it never reached us.
      entry.fault !== "drop" &&
      entry.fault !== "respond",
  );
}

function judgeOutbound(
  rep: CallView,
  customer: CallView | undefined,
  log: LogEntry[],
  clickedHangup: boolean,
): Verdict {
  if (customer?.answeredAt) {
    const seconds = wholeSeconds(customer.answeredAt, customer.endedAt);
    return { ends: ["completed/connected"], talk: { least: seconds, most: seconds } };
  }
  if (customer?.status === "busy" || customer?.status === "failed") {
    return { ends: [`${customer.status}/${customer.status}`], talk: silence };
  }
  if (customer) {
    const rangOut = customer.status === "no-answer";
    const apart = (rep.endedAt ?? 0) - (customer.endedAt ?? 0);
    if (!rangOut) return { ends: [canceled], talk: silence };
    const ends =
      apart < closeMs || clickedHangup
        ? ["no-answer/no-answer", canceled]
        : ["no-answer/no-answer"];
    return { ends, talk: silence };
  }
  if (["busy", "no-answer", "failed"].includes(rep.status)) {
    return { ends: [`${rep.status}/rep_unreachable`], talk: silence };
  }
  const hungUp = log.some((entry) => entry.kind === "rest" && entry.body.Status === "completed");
  if (rep.status === "canceled" || hungUp) return { ends: [canceled], talk: silence };
  const digits = digitRequests(log);
  const unconfirmed = "no-answer/rep_unconfirmed";
  // Hang up may have been clicked without reaching the carrier, and a 1 whose answer never got back
  // may be on record or not: nobody was dialled either way.
  if (digits.length > 0 || clickedHangup) return { ends: [canceled, unconfirmed], talk: silence };
  return { ends: [unconfirmed], talk: silence };
}

function judgeInbound(caller: CallView, reps: CallView[], log: LogEntry[]): Verdict {
  const bridged = log.find((entry) => entry.kind === "call" && entry.event === "bridged");
  const [firstDigit] = digitRequests(log);
  const talked = log.flatMap((entry) =>
    entry.kind === "call" && entry.event === "bridged" ? entry.callSid : [],
  );
  // Several rang: who has the caller, or who rang last.
  const rep = reps.find(({ sid }) => talked.includes(sid)) ?? lastToEnd(reps);
  if (rep && bridged) {
    const end = Math.min(rep.endedAt ?? Date.now(), caller.endedAt ?? Date.now());
    const start = Date.parse(bridged.at);
    const pressed = firstDigit ? Date.parse(firstDigit.at) - firstDigit.milliseconds : start;
    const talk = {
      least: Math.max(0, (end - start) / 1000 - slack),
      most: (end - pressed) / 1000 + slack,
    };
    return { ends: ["completed/connected"], talk };
  }
  if (caller.recordings.some(isMessage)) {
    return { ends: ["no-answer/voicemail"], talk: silence };
  }
  const streamed = judgeStreamed(caller, reps, log);
  if (streamed?.isSure) return streamed;
  const unserved = judgeMissed(caller, reps);
  if (!streamed) return unserved;
  return { ends: [...streamed.ends, ...unserved.ends], talk: streamed.talk };
}

function judgeMissed(caller: CallView, reps: CallView[]): Verdict {
  const rep = lastToEnd(reps);
  const missed = { gaveUp: "canceled/missed", notTaken: "no-answer/missed" };
  if (!rep) return { ends: [missed.gaveUp], talk: silence };
  const apart = (caller.endedAt ?? 0) - (rep.endedAt ?? 0);
  // Of several that rang one after another, one may have been given up before the caller was.
  const first = Math.min(...reps.map(({ endedAt }) => endedAt ?? Number.POSITIVE_INFINITY));
  const wasGivenUp = (rep.endedAt ?? 0) - first >= closeMs;
  if (apart <= 0) {
    const ends = wasGivenUp ? [missed.notTaken, missed.gaveUp] : [missed.gaveUp];
    return { ends, talk: silence };
  }
  const ends = apart < closeMs ? [missed.notTaken, missed.gaveUp] : [missed.notTaken];
  return { ends, talk: silence };
}

const lastToEnd = (legs: CallView[]) =>
  legs.toSorted((a, b) => (b.endedAt ?? Date.now()) - (a.endedAt ?? Date.now()))[0];
