import { personAt } from "@/lib/softphone/identity";

/** A leg as Twilio lists it; `direction` is Twilio's word, `dateCreated` when it was made there. */
type Leg = {
  sid: string;
  parentCallSid: string | null;
  direction: string;
  from: string;
  to: string;
  dateCreated: Date;
};

/** The tenant's own numbers and phones (E.164), and what is known here of the legs at hand. */
type Facts = {
  numbers: { id: string; number: string; forward_to: string | null }[];
  phones: { user_id: string; phone: string }[];
  known: { call_sid: string; call_id: string; direction: string }[];
  /**
   * Calls that only said a code, to verify a phone; without a CallSid while Twilio's answer is
   * missing.
   */
  verifications: { call_sid: string | null; to: string; created_at: string }[];
  /** Calls here that Twilio may have placed without our knowing their CallSid. */
  waiting: { call_id: string; direction: string; from: string; to: string; created_at: string }[];
};

/** What a conversation at Twilio, all its legs together, is to us. */
export type Found<L extends Leg> =
  /** Every leg has its row. */
  | { kind: "known" }
  /** A call that is here lacks these legs. */
  | { kind: "joins"; call_id: string; direction: string; legs: L[] }
  /** No call here: it has to be made. */
  | { kind: "inbound"; root: L; children: L[]; number_id: string; user_id: string | null }
  | {
      kind: "outbound";
      root: L;
      children: L[];
      number_id: string;
      user_id: string | null;
      customer: string | null;
    }
  /** It said a code to a phone: no conversation, and no row in calls. */
  | { kind: "verification"; root: L }
  /** So young that its webhooks, or the answer to its create, may still be on their way. */
  | { kind: "wait"; root: L }
  /** On a number of the account that is not the tenant's, or nothing that we know how to read. */
  | { kind: "not_ours"; root: L };

/** Twilio tries a webhook for about 20 s. */
const youngMs = 45_000;
/** How far Twilio's time of a create may be from ours. */
const nearMs = 60_000;

/**
 * Says of each conversation among Twilio's legs what it is to us. A child whose parent is neither
 * listed nor known is left out.
 */
export function decideFound<L extends Leg>(legs: L[], facts: Facts, now: Date): Found<L>[] {
  const callOf = new Map(facts.known.map((known) => [known.call_sid, known]));
  const waiting = [...facts.waiting];
  return conversations(legs).flatMap(({ rootSid, legs }) => {
    const call = [rootSid, ...legs.map(({ sid }) => sid)]
      .map((sid) => callOf.get(sid))
      .find((known) => known !== undefined);
    const missing = legs.filter(({ sid }) => !callOf.has(sid));
    if (missing.length === 0) return [{ kind: "known" }];
    if (call) {
      const { call_id, direction } = call;
      return [{ kind: "joins", call_id, direction, legs: missing }];
    }
    const root = legs.find(({ sid }) => sid === rootSid);
    return root
      ? [
          decideUnknown(
            root,
            legs.filter((leg) => leg !== root),
            facts,
            waiting,
            now,
          ),
        ]
      : [];
  });
}

function decideUnknown<L extends Leg>(
  root: L,
  children: L[],
  facts: Facts,
  waiting: Facts["waiting"],
  now: Date,
): Found<L> {
  if (facts.verifications.some((verification) => verification.call_sid === root.sid))
    return { kind: "verification", root };
  const inBrowser = personAt(root.from);
  if (inBrowser) return decideBrowsers(root, children, inBrowser, facts, now);
  const inbound = root.direction === "inbound";
  const ours = facts.numbers.find(({ number }) => number === (inbound ? root.to : root.from));
  if (!ours || !(inbound || root.direction === "outbound-api")) return { kind: "not_ours", root };
  if (now.getTime() - root.dateCreated.getTime() < youngMs) return { kind: "wait", root };
  const personOf = (phone = "") =>
    personAt(phone) ?? facts.phones.find((known) => known.phone === phone)?.user_id ?? null;
  const [child] = children;
  if (inbound) {
    const user_id = child ? personOf(child.to) : ours.forward_to;
    return { kind: "inbound", root, children, number_id: ours.id, user_id };
  }
  const owner = nearest(root, waiting);
  if (owner) {
    waiting.splice(waiting.indexOf(owner), 1);
    const legs = [root, ...children];
    return { kind: "joins", call_id: owner.call_id, direction: owner.direction, legs };
  }
  // The sweep of verifications finds its own calls; what it leaves is a call.
  if (
    facts.verifications.some(
      (verification) => verification.call_sid === null && isNear(root, verification),
    )
  ) {
    return { kind: "wait", root };
  }
  const user_id = personOf(root.to);
  const customer = child?.to ?? null;
  return { kind: "outbound", root, children, number_id: ours.id, user_id, customer };
}

/** A call that a person's browser asked for; one that dialled nobody was none. */
function decideBrowsers<L extends Leg>(
  root: L,
  children: L[],
  user_id: string,
  { numbers }: Facts,
  now: Date,
): Found<L> {
  const [child] = children;
  const ours = numbers.find(({ number }) => number === child?.from);
  if (now.getTime() - root.dateCreated.getTime() < youngMs) return { kind: "wait", root };
  if (!child || !ours) return { kind: "not_ours", root };
  const customer = child.to;
  return { kind: "outbound", root, children, number_id: ours.id, user_id, customer };
}

/** The call here that rang this phone from this number at about this time. */
function nearest(leg: Leg, waiting: Facts["waiting"]) {
  const apart = (call: { created_at: string }) =>
    Math.abs(Date.parse(call.created_at) - leg.dateCreated.getTime());
  return waiting
    .filter(({ from, to }) => from === leg.from && to === leg.to)
    .filter((call) => apart(call) < nearMs)
    .toSorted((one, other) => apart(one) - apart(other))[0];
}

function isNear(leg: Leg, verification: { to: string; created_at: string }): boolean {
  return (
    verification.to === leg.to &&
    Math.abs(Date.parse(verification.created_at) - leg.dateCreated.getTime()) < nearMs
  );
}

/** Legs by the call they belong to, the oldest call first, each parent before its children. */
function conversations<L extends Leg>(legs: L[]): { rootSid: string; legs: L[] }[] {
  const oldestFirst = legs.toSorted((a, b) => a.dateCreated.getTime() - b.dateCreated.getTime());
  const groups = Map.groupBy(oldestFirst, (leg) => leg.parentCallSid ?? leg.sid);
  return [...groups].map(([rootSid, group]) => ({
    rootSid,
    legs: group.toSorted((a, b) => Number(a.sid !== rootSid) - Number(b.sid !== rootSid)),
  }));
}
