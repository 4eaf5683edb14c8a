/** A leg as Twilio lists it, or as it is kept here when it is none of Twilio's calls (a room's). */
export type SeenLeg = {
  sid: string;
  parentSid: string | null;
  side: string;
  status: string;
  seconds: number;
};

type Claimed = {
  direction: "inbound" | "outbound" | "internal";
  outcome: string | null;
  has_spaces: boolean;
};

/** Twilio's times are whole seconds. */
const slackSeconds = 2;

/**
 * What a call can have come to whose legs ended like this. Twilio lists legs only: whether 1 was
 * pressed, what a menu did and who was in a conference when is not among them, so that several
 * words may fit.
 */
export function possibleStatuses(call: Claimed, legs: SeenLeg[]): string[] {
  const { customers, company } = sidesOf(call, legs);
  const met = customers.some(isAnswered) && company.some(isAnswered);
  if (call.direction === "inbound") {
    if (call.outcome === "handled" && customers.some(isAnswered)) return ["completed"];
    return met ? ["completed", "no-answer", "canceled"] : ["no-answer", "canceled", "failed"];
  }
  const called = longest(customers);
  if (called === undefined) {
    const word = longest(company)?.status ?? "failed";
    return word === "completed" ? ["no-answer", "canceled", "failed"] : [word, "canceled"];
  }
  if (called.status === "no-answer") return ["no-answer", "canceled"];
  if (called.status !== "completed" || isPlain(call, legs)) return [called.status];
  return met ? ["completed", "no-answer", "canceled"] : ["no-answer", "canceled"];
}

/** Seconds that a call can have lasted: people's talk, or how long the system served a caller. */
export function possibleSeconds(call: Claimed, legs: SeenLeg[]) {
  const { customers, company } = sidesOf(call, legs);
  if (call.outcome === "handled") return exactly(longest(customers)?.seconds ?? 0);
  if (call.outcome !== "connected") return exactly(0);
  // Twilio counts the leg of a customer who was dialled from its answer to its end.
  if (isPlain(call, legs)) return exactly(longest(customers)?.seconds ?? 0);
  // Legs of one side follow each other or overlap: together they talked no longer than their sum.
  const most = Math.min(sum(customers), sum(company)) + slackSeconds;
  return { least: 0, most };
}

/** A rep's leg and the customers it dialled, who went nowhere else. */
function isPlain(call: Claimed, legs: SeenLeg[]): boolean {
  const [root, ...others] = legs.filter(({ parentSid }) => parentSid === null);
  return (
    call.direction === "outbound" &&
    !call.has_spaces &&
    others.length === 0 &&
    legs.every((leg) => leg === root || (leg.side === "customer" && leg.parentSid === root?.sid))
  );
}

/** In an internal call whoever was on the line longest is one side, all others the other. */
function sidesOf({ direction }: Claimed, legs: SeenLeg[]) {
  const people = legs.filter(({ side }) => side !== "system");
  if (direction !== "internal") {
    const isCustomer = ({ side }: SeenLeg) => side === "customer";
    return {
      customers: people.filter(isCustomer),
      company: people.filter((leg) => !isCustomer(leg)),
    };
  }
  const first = longest(people.filter(({ parentSid }) => parentSid === null));
  return {
    customers: people.filter((leg) => leg !== first),
    company: people.filter((leg) => leg === first),
  };
}

const exactly = (seconds: number) => ({ least: seconds, most: seconds });
const isAnswered = ({ status }: SeenLeg) => status === "completed";
const sum = (legs: SeenLeg[]) => legs.reduce((total, { seconds }) => total + seconds, 0);

/** The leg that was answered, of several that rang. */
function longest(legs: SeenLeg[]): SeenLeg | undefined {
  return legs.toSorted((a, b) => b.seconds - a.seconds)[0];
}
