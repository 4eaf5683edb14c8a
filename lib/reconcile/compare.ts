import { possibleSeconds, possibleStatuses } from "@/lib/reconcile/possible";

/** What Twilio says of a leg; durations in seconds and prices as Twilio writes them. */
type TwilioLeg = {
  sid: string;
  parentCallSid: string | null;
  status: string;
  duration: string | null;
  price: string | null;
};

/** A call as it is kept here, with its legs. */
type KeptCall = {
  call_id: string;
  direction: "inbound" | "outbound" | "internal";
  status: string;
  outcome: string | null;
  duration_seconds: number | null;
  price: number | null;
  /** A leg was somewhere else than in a <Dial>: in a conference, in a queue, on hold. */
  has_spaces: boolean;
  legs: {
    call_sid: string;
    parent_call_sid: string | null;
    /** customer, company, supervisor or system. */
    side: string;
    status: string;
    duration_seconds: number | null;
    price: number | null;
  }[];
};

type Difference = {
  kind: "status" | "duration" | "price";
  call_id: string;
  /** The leg; null when it is the call as a whole. */
  call_sid: string | null;
  here: string;
  at_twilio: string;
};

const over = new Set(["completed", "busy", "no-answer", "failed", "canceled"]);

/**
 * Where a call here differs from what Twilio says of its legs, whatever its shape. Only what is
 * settled at Twilio counts: a leg that is live, or whose price Twilio has not set, differs in
 * nothing yet.
 */
export function compareCall(call: KeptCall, atTwilio: TwilioLeg[]): Difference[] {
  const listed = call.legs.filter(isTwilioCall);
  const legs = listed.flatMap((leg) => {
    const twilio = atTwilio.find(({ sid }) => sid === leg.call_sid);
    return twilio && over.has(twilio.status) ? [{ leg, twilio }] : [];
  });
  const differences = legs.flatMap(({ leg, twilio }) => compareLeg(call.call_id, leg, twilio));
  const isWhole = legs.length === listed.length && legs.length > 0;
  return isWhole ? [...differences, ...compareWhole(call, legs)] : differences;
}

/** A participant of a room or a stream has its own name and is in no list of Twilio's calls. */
function isTwilioCall({ call_sid }: KeptCall["legs"][number]): boolean {
  return call_sid.startsWith("CA");
}

function compareLeg(
  call_id: string,
  leg: KeptCall["legs"][number],
  twilio: TwilioLeg,
): Difference[] {
  const found: Difference[] = [];
  const differs = (kind: Difference["kind"], here: unknown, at_twilio: unknown) =>
    found.push({
      kind,
      call_id,
      call_sid: leg.call_sid,
      here: words(here),
      at_twilio: words(at_twilio),
    });
  if (leg.status !== twilio.status) differs("status", leg.status, twilio.status);
  if (twilio.status === "completed" && twilio.duration !== null) {
    const seconds = Number(twilio.duration);
    if (leg.duration_seconds !== seconds) differs("duration", leg.duration_seconds, seconds);
  }
  const price = priceOf(twilio);
  if (price !== null && !samePrice(leg.price, price)) differs("price", leg.price, price);
  return found;
}

function compareWhole(
  call: KeptCall,
  listed: { leg: KeptCall["legs"][number]; twilio: TwilioLeg }[],
): Difference[] {
  const found: Difference[] = [];
  const differs = (kind: Difference["kind"], here: unknown, at_twilio: unknown) =>
    found.push({
      kind,
      call_id: call.call_id,
      call_sid: null,
      here: words(here),
      at_twilio: words(at_twilio),
    });
  const twilio = new Map(listed.map((one) => [one.leg.call_sid, one.twilio]));
  const seen = call.legs.map((leg) => ({
    sid: leg.call_sid,
    parentSid: leg.parent_call_sid,
    side: leg.side,
    status: twilio.get(leg.call_sid)?.status ?? leg.status,
    seconds: Number(twilio.get(leg.call_sid)?.duration ?? leg.duration_seconds ?? 0),
  }));
  const statuses = possibleStatuses(call, seen);
  if (!statuses.includes(call.status)) differs("status", call.status, statuses.join(" or "));
  const { least, most } = possibleSeconds(call, seen);
  const seconds = call.duration_seconds;
  if (seconds === null || seconds < least || seconds > most) {
    differs("duration", seconds, least === most ? most : `${least} to ${most}`);
  }
  const prices = call.legs.map((leg) => {
    const listing = twilio.get(leg.call_sid);
    if (!listing) return leg.price ?? (leg.status === "completed" ? null : 0);
    return priceOf(listing) ?? (listing.status === "completed" ? null : 0);
  });
  if (prices.every((price) => price !== null)) {
    const sum = prices.reduce<number>((total, price) => total + (price ?? 0), 0);
    if (!samePrice(call.price, sum)) differs("price", call.price, sum);
  }
  return found;
}

/** Twilio writes what it charges as a negative number. */
function priceOf({ price }: TwilioLeg): number | null {
  return price === null ? null : Math.abs(Number(price));
}

function samePrice(here: number | null, twilio: number): boolean {
  return here !== null && Math.abs(here - twilio) < 0.000_005;
}

function words(value: unknown): string {
  if (typeof value === "number" && !Number.isInteger(value)) return value.toFixed(5);
  return value === null || value === undefined ? "" : String(value);
}
