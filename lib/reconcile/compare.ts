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
  legs: {
    call_sid: string;
    parent_call_sid: string | null;
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
/** Twilio's times are whole seconds. */
const slackSeconds = 2;

/**
 * Where a call here differs from what Twilio says of its legs. Only what is settled at Twilio
 * counts: a leg that is live, or whose price Twilio has not set, differs in nothing yet.
 */
export function compareCall(call: KeptCall, atTwilio: TwilioLeg[]): Difference[] {
  const legs = call.legs.flatMap((leg) => {
    const twilio = atTwilio.find(({ sid }) => sid === leg.call_sid);
    return twilio && over.has(twilio.status) ? [{ leg, twilio }] : [];
  });
  const differences = legs.flatMap(({ leg, twilio }) => compareLeg(call.call_id, leg, twilio));
  const whole = legs.length === call.legs.length && legs.length > 0;
  return whole
    ? [
        ...differences,
        ...compareWhole(
          call,
          legs.map(({ twilio }) => twilio),
        ),
      ]
    : differences;
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

function compareWhole(call: KeptCall, legs: TwilioLeg[]): Difference[] {
  const found: Difference[] = [];
  const differs = (kind: Difference["kind"], here: unknown, at_twilio: unknown) =>
    found.push({
      kind,
      call_id: call.call_id,
      call_sid: null,
      here: words(here),
      at_twilio: words(at_twilio),
    });
  const child = furthest(legs.filter(({ parentCallSid }) => parentCallSid !== null));
  const parent = legs.find(({ parentCallSid }) => parentCallSid === null);
  const possible = possibleStatuses(call.direction, parent, child);
  if (!possible.includes(call.status)) differs("status", call.status, possible.join(" or "));
  const talk = talkRange(call, child);
  const seconds = call.duration_seconds;
  if (talk && (seconds === null || seconds < talk.least || seconds > talk.most)) {
    differs(
      "duration",
      seconds,
      talk.least === talk.most ? talk.most : `${talk.least} to ${talk.most}`,
    );
  }
  const prices = legs.map((leg) =>
    leg.status === "completed" ? priceOf(leg) : (priceOf(leg) ?? 0),
  );
  if (prices.every((price) => price !== null)) {
    const sum = prices.reduce<number>((total, price) => total + (price ?? 0), 0);
    if (!samePrice(call.price, sum)) differs("price", call.price, sum);
  }
  return found;
}

/**
 * What a call can have come to whose legs ended like this. Whether 1 was pressed on an inbound call
 * is not at Twilio.
 */
function possibleStatuses(
  direction: KeptCall["direction"],
  parent: TwilioLeg | undefined,
  child: TwilioLeg | undefined,
): string[] {
  if (direction === "inbound") {
    return child?.status === "completed"
      ? ["completed", "no-answer", "canceled"]
      : ["no-answer", "canceled", "failed"];
  }
  if (!child) {
    const word = parent?.status ?? "failed";
    return word === "completed" ? ["no-answer", "canceled", "failed"] : [word, "canceled"];
  }
  return child.status === "no-answer" ? ["no-answer", "canceled"] : [child.status];
}

/** Seconds that two people can have talked; null when there is nothing to compare. */
function talkRange(call: KeptCall, child: TwilioLeg | undefined) {
  const seconds = Number(child?.duration ?? 0);
  if (call.outcome !== "connected") return { least: 0, most: 0 };
  if (call.direction === "outbound") return { least: seconds, most: seconds };
  return { least: 0, most: seconds + slackSeconds };
}

/** The leg that was answered, of several that rang. */
function furthest(children: TwilioLeg[]): TwilioLeg | undefined {
  return children.toSorted((a, b) => Number(b.duration ?? 0) - Number(a.duration ?? 0))[0];
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
