import type { Chance } from "@/local/demo/chance";
import type { Ledger } from "@/local/demo/ledger";
import type { DemoLeg } from "@/local/demo/twilio-request";

/** US rate of a leg to a phone, per started minute, in dollars: https://www.twilio.com/voice/pricing/us */
const perMinute = 0.014;

export const outboundEnds = {
  connected: 58,
  "no-answer": 15,
  busy: 5,
  failed: 3,
  canceled: 6,
  rep_unreachable: 5,
  rep_unconfirmed: 4,
};

/**
 * The rep's phone rings first, then (after "1") the customer's. Times are seconds from the click.
 */
export function addOutboundCall(
  ledger: Ledger,
  chance: Chance,
  end: keyof typeof outboundEnds,
  legs: { rep: DemoLeg; customer: DemoLeg; recordingSid: string },
): void {
  const { rep, customer } = legs;
  ledger.created(rep);
  ledger.status(0, rep, "queued");
  ledger.status(1, rep, "ringing");
  if (end === "rep_unreachable") {
    const status = chance.pick(["no-answer", "busy"] as const);
    ledger.status(status === "busy" ? 3 : 31, rep, status, 0);
    return;
  }
  const up = chance.between(3, 8);
  ledger.status(up, rep, "in-progress");
  const query = { leg: "rep", to: customer.to, record: "1" };
  ledger.twiml(up, rep, "connect", "in-progress", { query });
  const over = (seconds: number) => {
    ledger.status(seconds, rep, "completed", seconds - up);
    ledger.price(seconds + 9, rep, seconds - up, perMinute);
  };
  // The rep's voicemail took it: nobody pressed a key.
  if (end === "rep_unconfirmed") {
    over(up + 16);
    return;
  }

  const digit = up + chance.between(2, 5);
  ledger.twiml(digit, rep, "connect", "in-progress", {
    query: { ...query, step: "digit" },
    params: { Digits: "1", FinishedOnKey: "", msg: "Gather End" },
    event: { accepted: true },
  });
  ledger.status(digit, customer, "queued");
  ledger.status(digit + 1, customer, "ringing");
  const dialed = (seconds: number, status: string, live: boolean, params = {}) =>
    ledger.twiml(seconds, rep, "dialed", live ? "in-progress" : "completed", {
      params: { DialCallSid: customer.sid, DialCallStatus: status, ...params },
      event: { dial_ended_live: live },
    });

  if (end === "busy" || end === "failed" || end === "no-answer") {
    const done = digit + (end === "no-answer" ? 31 : 3);
    ledger.status(done, customer, end, 0);
    dialed(done, end, true);
    over(done + 3);
    return;
  }
  if (end === "canceled") {
    const gone = digit + chance.between(6, 18);
    ledger.status(gone, customer, "canceled", 0);
    dialed(gone, "canceled", false);
    over(gone);
    return;
  }

  const answered = digit + chance.between(4, 19);
  const talk = chance.weigh({ short: 3, usual: 5, long: 2 });
  const limits = { short: [9, 55], usual: [60, 260], long: [280, 780] } as const;
  const [low, high] = limits[talk];
  const hungUp = answered + chance.between(low, high);
  const customerFirst = chance.next() < 0.5;
  ledger.status(answered, customer, "in-progress");
  ledger.twiml(answered, customer, "screen", "in-progress", {
    query: { leg: "customer" },
  });
  ledger.status(hungUp, customer, "completed", hungUp - answered);
  dialed(hungUp, "completed", customerFirst, {
    DialCallDuration: String(hungUp - answered),
    DialBridged: "true",
    RecordingUrl: "",
  });
  over(hungUp + (customerFirst ? 1 : 0));
  ledger.recording(hungUp + 4, rep, legs.recordingSid, answered, hungUp - answered);
  ledger.price(hungUp + 9, customer, hungUp - answered, perMinute);
}
