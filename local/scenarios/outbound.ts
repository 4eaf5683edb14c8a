import type { HandsetScript } from "@/local/carrier/control";
import type { CallScript, Leg } from "@/local/scenarios/call";
import { declines, picksUp, presses, takesIt, voicemail } from "@/local/scenarios/phones";
import type { Phones, Played, Scenario, Times } from "@/local/scenarios/scenario";

/** US rate of a leg to a phone, per begun minute, in dollars: https://www.twilio.com/voice/pricing/us */
const perMinute = 0.014;

/** The rep's phone rings a second after the click. */
const ringing = 1;

type Some = Partial<Times> | undefined;

const outbound = (name: string, rest: Omit<Scenario, "name" | "direction">): Scenario => ({
  ...rest,
  name: `outbound: ${name}`,
  direction: "outbound",
});

const unreachable = (status: string) => ({ status, outcome: "rep_unreachable" });
const canceled = { status: "canceled", outcome: "canceled", duration_seconds: 0 };
const unconfirmed = { status: "no-answer", outcome: "rep_unconfirmed", duration_seconds: 0 };
const refused = (word: string) => ({ status: word, outcome: word, duration_seconds: 0 });
const connected = { status: "completed", outcome: "connected" };
const both = { legs: { rep: "completed", customer: "completed" }, recordings: 1 };

const played = (
  as: Exclude<Played["as"], { play: unknown }>,
  legs: Played["legs"],
  rest: Partial<Played> = {},
): Played => ({ as, legs, recordings: 0, ...rest });

/** The rep's leg until it ends or is picked up. */
function begins(call: CallScript): Leg {
  const rep = call.leg("rep", { user: call.rep });
  call.created(rep);
  call.status(0, rep, "queued");
  return rep;
}

const query = (call: CallScript) => ({ leg: "rep", to: call.customer, record: "1" });

/** The rep picks up. Gives when, and how their leg ends at a second. */
function repPicksUp(call: CallScript, { answer = 3 }: Partial<Times>) {
  const rep = begins(call);
  const up = ringing + answer;
  call.status(ringing, rep, "ringing");
  call.status(up, rep, "in-progress");
  call.twiml(up, rep, "connect", "in-progress", { query: query(call) });
  const over = (second: number) => {
    call.status(second, rep, "completed", second - up);
    // Twilio's API need not agree with its callbacks to the second.
    call.priced(second - 1, rep, second - up, perMinute);
  };
  return { rep, up, over };
}

/** The rep presses 1, and how their <Dial> ends. */
function repConnects(call: CallScript, times: Partial<Times>) {
  const { rep, up, over } = repPicksUp(call, times);
  const digit = up + (times.press ?? 3);
  call.twiml(digit, rep, "connect", "in-progress", {
    query: { ...query(call), step: "digit" },
    params: { Digits: "1", FinishedOnKey: "", msg: "Gather End" },
    event: { accepted: true },
  });
  const dialed = (
    second: number,
    isLive: boolean,
    params: Record<string, string> = {},
    event: object = {},
  ) =>
    call.twiml(second, rep, "dialed", isLive ? "in-progress" : "completed", {
      params,
      event: { dial_ended_live: isLive, ...event },
    });
  return { rep, digit, over, dialed };
}

/** The customer's phone rings. */
function customerRings(call: CallScript, times: Partial<Times>) {
  const { rep, digit, over, dialed } = repConnects(call, times);
  const customer = call.leg("customer", { parent: rep.sid });
  call.status(digit + 1, customer, "queued");
  call.status(digit + 2, customer, "ringing");
  const result = (status: string) => ({ DialCallSid: customer.sid, DialCallStatus: status });
  return { rep, customer, rings: digit + 2, over, dialed, result };
}

/** The two talk, and one of them hangs up first. */
function talk(call: CallScript, times: Partial<Times>, isCustomerFirst: boolean): void {
  const { rep, customer, rings, over, dialed, result } = customerRings(call, times);
  const { ring = 4, talk = 60 } = times;
  const answered = rings + ring;
  const hungUp = answered + talk;
  call.status(answered, customer, "in-progress");
  call.twiml(answered, customer, "screen", "in-progress", { query: { leg: "customer" } });
  call.status(hungUp, customer, "completed", talk);
  dialed(hungUp, isCustomerFirst, {
    ...result("completed"),
    DialCallDuration: String(talk),
    DialBridged: "true",
    RecordingUrl: "",
  });
  over(hungUp + (isCustomerFirst ? 1 : 0));
  call.recording(hungUp + 4, rep, { from: answered, duration: talk });
  call.priced(hungUp, customer, talk, perMinute);
}

const repEnds = (status: "busy" | "no-answer" | "failed", after: number) => (call: CallScript) => {
  const rep = begins(call);
  if (status === "no-answer") call.status(ringing, rep, "ringing");
  call.status(after, rep, status, 0);
};

const customerEnds =
  (status: "busy" | "no-answer" | "failed", after: number) =>
  (call: CallScript, times: Partial<Times> = {}) => {
    const { customer, rings, over, dialed, result } = customerRings(call, times);
    const done = rings + after;
    call.status(done, customer, status, 0);
    dialed(done, true, result(status));
    over(done + 4);
  };

const repLeaves =
  (word: "canceled" | "no-answer") =>
  (call: CallScript, times: Partial<Times> = {}) => {
    const { customer, rings, over, dialed, result } = customerRings(call, times);
    const gone = rings + (times.ring ?? 6);
    over(gone);
    call.status(gone, customer, word, 0);
    dialed(gone, false, result(word));
  };

/** A customer whose phone does this, called by a rep who presses 1. */
const calling = (customer: HandsetScript) => (times: Some) => ({
  rep: presses("1", times),
  customer,
});

const onlyRep = (rep: HandsetScript) => () => ({ rep });

const waiting = (by: "rep" | "app", reports?: Phones["reports"]): ((times: Some) => Phones) => {
  return (times) => ({
    rep: presses("1", times),
    customer: { behaviour: "manual" },
    hangup: { by, once: "placed", seconds: times?.talk ?? 15 },
    reports,
  });
};

/** A rep calls a customer. */
export const outboundScenarios = {
  customerHangsUp: outbound("both talk, the customer hangs up", {
    row: { ...connected, duration_seconds: 60, ring_seconds: 4, price: "0.04200", recorded: true },
    events: (call, times = {}) => talk(call, times, true),
    played: {
      ...both,
      as: (times) => ({
        rep: presses("1", times),
        customer: takesIt(times, times?.talk ?? 60),
      }),
    },
  }),
  repHangsUp: outbound("both talk, the rep hangs up", {
    row: { ...connected, duration_seconds: 60, price: "0.04200", recorded: true },
    events: (call, times = {}) => talk(call, times, false),
    played: {
      ...both,
      // They have talked for a second when it is seen.
      talk: 41,
      as: (times) => ({
        rep: presses("1", times),
        customer: takesIt(times),
        hangup: { by: "rep", once: "talking", seconds: times?.talk ?? 40 },
      }),
    },
  }),
  repHangsUpInTheApp: outbound("both talk, the rep hangs up in the app", {
    row: connected,
    played: {
      ...both,
      talk: 31,
      as: (times) => ({
        rep: presses("1", times),
        customer: takesIt(times),
        hangup: { by: "app", once: "talking", seconds: times?.talk ?? 30 },
      }),
    },
  }),
  nobodyHangsUp: outbound("nobody hangs up, the time limit ends the call", {
    row: connected,
    played: {
      ...both,
      // Two hours of the rep's leg, for four seconds of which the customer's phone rang.
      talk: 7200 - 4,
      as: (times) => ({ rep: presses("1", times), customer: takesIt(times) }),
    },
  }),
  createLost: outbound("Twilio never gets the create", {
    row: { status: "failed", outcome: "failed", duration_seconds: 0, create_lost: true },
    events(call) {
      call.request(0, { type: "rest.lost", request: "create_lost" });
      const error = { message: "Nothing was dialed." };
      call.request(70, { type: "rest.error", request: "create_refused", error });
    },
  }),
  notDialled: outbound("Twilio refuses to dial the customer", {
    row: refused("failed"),
    events(call, times = {}) {
      const { digit, over, dialed } = repConnects(call, times);
      dialed(digit + 0.5, true, {}, { dial_failed: true });
      over(digit + 4);
    },
  }),
  repBusy: outbound("the rep's phone is busy", {
    row: { ...unreachable("busy"), duration_seconds: 0 },
    events: repEnds("busy", 2),
    played: played(onlyRep({ behaviour: "busy" }), { rep: "busy" }),
  }),
  repDeclines: outbound("the rep declines", {
    row: unreachable("busy"),
    played: played((times) => ({ rep: declines(times?.answer) }), { rep: "busy" }),
  }),
  repRingsOut: outbound("the rep's phone rings out", {
    row: unreachable("no-answer"),
    events: repEnds("no-answer", 36),
    played: played(onlyRep({ behaviour: "no-answer" }), { rep: "no-answer" }),
  }),
  repFails: outbound("the rep's phone cannot be reached", {
    row: unreachable("failed"),
    events: repEnds("failed", 2),
    played: played(onlyRep({ behaviour: "failed" }), { rep: "failed" }),
  }),
  repVoicemail: outbound("the rep's voicemail picks up", {
    row: unconfirmed,
    events(call, times = {}) {
      const { up, over } = repPicksUp(call, times);
      over(up + 20);
    },
    played: played((times) => ({ rep: voicemail(times) }), { rep: "completed" }),
  }),
  repPressesNothing: outbound("the rep picks up, presses nothing and hangs up", {
    row: unconfirmed,
    played: played((times) => ({ rep: picksUp(times, times?.talk ?? 5) }), { rep: "completed" }),
  }),
  otherKey: outbound("the rep presses another key", {
    row: unconfirmed,
    played: played((times) => ({ rep: presses("2", times) }), { rep: "completed" }),
  }),
  repCancels: outbound("the rep cancels in the app while their phone rings", {
    row: canceled,
    events(call) {
      const rep = begins(call);
      call.status(ringing, rep, "ringing");
      call.request(3, { type: "hangup", request: "hangup" });
      call.status(4, rep, "completed", 0);
    },
    played: played(
      (times) => ({
        rep: { behaviour: "manual" },
        hangup: { by: "app", once: "placed", seconds: times?.answer ?? 5 },
      }),
      { rep: "canceled" },
    ),
  }),
  customerBusy: outbound("the customer is busy", {
    row: refused("busy"),
    events: customerEnds("busy", 2),
    played: played(calling({ behaviour: "busy" }), { rep: "completed", customer: "busy" }),
  }),
  customerDeclines: outbound("the customer declines", {
    row: refused("busy"),
    played: played(
      (times) => ({ rep: presses("1", times), customer: declines(times?.ring ?? 5) }),
      { rep: "completed", customer: "busy" },
    ),
  }),
  customerRingsOut: outbound("the customer does not answer", {
    row: refused("no-answer"),
    events: customerEnds("no-answer", 45),
    played: played(calling({ behaviour: "no-answer" }), {
      rep: "completed",
      customer: "no-answer",
    }),
  }),
  customerFails: outbound("the customer cannot be reached", {
    row: refused("failed"),
    events: customerEnds("failed", 2),
    played: played(calling({ behaviour: "failed" }), { rep: "completed", customer: "failed" }),
  }),
  repLeaves: outbound("the rep hangs up while the customer rings", {
    row: canceled,
    events: repLeaves("canceled"),
    played: played(waiting("rep"), { rep: "completed", customer: "canceled" }),
  }),
  repLeavesNoAnswer: outbound(
    "the rep hangs up while the customer rings, which Twilio calls no-answer",
    {
      row: canceled,
      events: repLeaves("no-answer"),
      played: played(waiting("rep", { abandonReports: "no-answer" }), {
        rep: "completed",
        customer: "no-answer",
      }),
    },
  ),
  repLeavesInTheApp: outbound("the rep hangs up in the app while the customer rings", {
    row: canceled,
    played: played(waiting("app"), { rep: "completed", customer: "canceled" }),
  }),
} satisfies Record<string, Scenario>;
