import type { CallView, LogEntry } from "@/local/carrier/control";
import { judgeStreamed, slack, type Webhook, wholeSeconds } from "@/local/chaos/streamed";
import type { Verdict } from "@/local/chaos/truth";

export const silence = { least: 0, most: 0 };
export const canceled = "canceled/canceled";
/** Twilio's times are whole seconds: two moments this close are one. */
const closeMs = 2_000;
const missed = { gaveUp: "canceled/missed", notTaken: "no-answer/missed" };

type Recording = CallView["recordings"][number];

/** What a caller said to a recorder, for two seconds or longer. */
export const isMessage = ({ source, status, durationSeconds }: Recording) =>
  source === "RecordVerb" && status === "completed" && (durationSeconds ?? 0) >= 2;

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

/** A call that a rep placed. */
export function judgeOutbound(
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

/** A call that came in. */
export function judgeInbound(caller: CallView, reps: CallView[], log: LogEntry[]): Verdict {
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
