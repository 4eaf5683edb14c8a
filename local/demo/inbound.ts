import type { Chance } from "@/local/demo/chance";
import type { Ledger } from "@/local/demo/ledger";
import type { DemoLeg } from "@/local/demo/twilio-request";

/** US rates, per started minute, in dollars: https://www.twilio.com/voice/pricing/us */
const callerPerMinute = 0.0085;
const repPerMinute = 0.014;

export const inboundEnds = { connected: 62, missed: 22, "gave-up": 16 };

/** A customer dials the number, the rep's phone rings. Times are seconds from the first ring. */
export function addInboundCall(
  ledger: Ledger,
  chance: Chance,
  end: keyof typeof inboundEnds,
  legs: {
    caller: DemoLeg;
    rep: DemoLeg;
    recordingSid: string;
    phoneNumberId: string;
    userId: string;
  },
): void {
  const { caller, rep } = legs;
  ledger.twiml(0, caller, "answer", "ringing", {
    event: { phone_number_id: legs.phoneNumberId, recording_requested: true },
  });
  const ringing = 8;
  ledger.status(ringing - 1, rep, "queued");
  ledger.status(ringing, rep, "ringing");
  const over = (seconds: number) => {
    ledger.status(seconds, caller, "completed", seconds);
    ledger.price(seconds + 9, caller, seconds, callerPerMinute);
  };
  const dialed = (seconds: number, status: string, live: boolean, params = {}) =>
    ledger.twiml(seconds, caller, "dialed", live ? "in-progress" : "completed", {
      params: { DialCallSid: rep.sid, DialCallStatus: status, ...params },
      event: { dial_ended_live: live },
    });

  if (end === "missed") {
    const done = ringing + 26;
    ledger.status(done, rep, "no-answer", 0);
    dialed(done, "no-answer", true);
    over(done + 7);
    return;
  }
  if (end === "gave-up") {
    const gone = ringing + chance.between(5, 17);
    ledger.status(gone, rep, "canceled", 0);
    dialed(gone, "canceled", false);
    over(gone);
    return;
  }

  const up = ringing + chance.between(3, 14);
  const accepted = up + chance.between(2, 4);
  const hungUp = accepted + chance.pick([chance.between(12, 70), chance.between(70, 540)]);
  const repFirst = chance.next() < 0.5;
  ledger.status(up, rep, "in-progress");
  const query = { leg: "rep", user: legs.userId };
  ledger.twiml(up, rep, "screen", "in-progress", { query });
  ledger.twiml(accepted, rep, "screen", "in-progress", {
    query: { ...query, step: "digit" },
    params: { Digits: "1", FinishedOnKey: "", msg: "Gather End" },
    event: { accepted: true },
  });
  ledger.status(hungUp, rep, "completed", hungUp - up);
  dialed(hungUp, "completed", repFirst, {
    DialCallDuration: String(hungUp - accepted),
    DialBridged: "true",
  });
  over(hungUp + (repFirst ? 1 : 0));
  ledger.recording(hungUp + 4, caller, legs.recordingSid, accepted, hungUp - accepted);
  ledger.price(hungUp + 9, rep, hungUp - up, repPerMinute);
}
