import type { HandsetScript } from "@/local/carrier/control";
import type { CallScript, Leg } from "@/local/scenarios/call";
import type { Clock, Phones, Played, Scenario, Times } from "@/local/scenarios/scenario";

/** US rates, per begun minute, in dollars: https://www.twilio.com/voice/pricing/us */
const callerPerMinute = 0.0085;
const repPerMinute = 0.014;

/** The rep's phone rings once the greeting has been said. */
const dialled = 6;
export const ringing = 7;

type Some = Partial<Times> | undefined;

export const inbound = (name: string, rest: Omit<Scenario, "name" | "direction">): Scenario => ({
  ...rest,
  name: `inbound: ${name}`,
  direction: "inbound",
});

export const connected = { status: "completed", outcome: "connected" };
export const missed = { status: "no-answer", outcome: "missed", duration_seconds: 0 };
export const givenUp = { status: "canceled", outcome: "missed", duration_seconds: 0 };

/** A digit counts only while the caller is there, so their end has to come after its receipt. */
const accepted: readonly Clock[] = ["around the digit", "after"];

export const talked = (as: (times: Some) => Phones): Played => ({
  as,
  legs: { caller: "completed", rep: "completed" },
  recordings: 1,
  talk: "since the digit",
  clocks: accepted,
});
/** The caller hangs up once they are asked for a message, unless they do before. */
export const unanswered = (rep: string, as: (times: Some) => Phones): Played => ({
  as: (times) => ({ hangup: onceAsked(0), ...as(times) }),
  legs: { caller: "completed", rep },
  recordings: 0,
});
export const onceAsked = (seconds: number) => ({ by: "customer", once: "asked", seconds }) as const;
export const onlyRep = (rep: HandsetScript) => () => ({ rep });

/** The customer calls. */
export function rings(call: CallScript): Leg {
  const caller = call.leg("caller");
  call.answers(caller);
  return caller;
}

/** The caller's end, after so many seconds. */
export function callerEnds(call: CallScript, caller: Leg, second: number): void {
  call.status(second, caller, "completed", second);
  call.priced(second, caller, second, callerPerMinute);
}

export function dialEnds(
  call: CallScript,
  caller: Leg,
  rep: Leg,
  second: number,
  {
    status,
    isLive,
    bridged,
    talk,
  }: { status: string; isLive: boolean; bridged?: boolean; talk?: number },
): void {
  call.twiml(second, caller, "dialed", isLive ? "in-progress" : "completed", {
    params: {
      DialCallSid: rep.sid,
      DialCallStatus: status,
      ...(talk !== undefined && { DialCallDuration: String(talk), DialBridged: "true" }),
    },
    event: { dial_ended_live: isLive, ...(bridged !== undefined && { dial_bridged: bridged }) },
  });
}

/** A rep's phone rings; `dialledAt` is when Twilio begins to dial it. */
export function repRings(call: CallScript, caller: Leg, dialledAt = dialled): Leg {
  const rep = call.leg("rep", { parent: caller.sid, user: call.rep });
  call.status(dialledAt, rep, "queued");
  call.status(ringing, rep, "ringing");
  return rep;
}

/** The rep picks up and is asked for 1. Gives when. */
export function repPicksUp(call: CallScript, rep: Leg, { answer = 5 }: Partial<Times>): number {
  const up = ringing + answer;
  call.status(up, rep, "in-progress");
  call.twiml(up, rep, "screen", "in-progress", { query: { leg: "rep", user: call.rep } });
  return up;
}

export function repPresses(call: CallScript, rep: Leg, second: number): void {
  call.twiml(second, rep, "screen", "in-progress", {
    query: { leg: "rep", user: call.rep, step: "digit" },
    params: { Digits: "1", FinishedOnKey: "", msg: "Gather End" },
    event: { accepted: true },
  });
}

/** The two talk, and one of them hangs up first. */
export function talk(call: CallScript, times: Partial<Times>, isRepFirst: boolean): void {
  const caller = rings(call);
  const rep = repRings(call, caller);
  const up = repPicksUp(call, rep, times);
  const digit = up + (times.press ?? 3);
  repPresses(call, rep, digit);
  const talked = times.talk ?? 45;
  const over = digit + talked;
  call.status(over, rep, "completed", over - up);
  dialEnds(call, caller, rep, over, { status: "completed", isLive: isRepFirst, talk: talked });
  callerEnds(call, caller, over + (isRepFirst ? 1 : 0));
  call.recording(over + 4, caller, { from: digit, duration: talked });
  call.priced(over, rep, over - up, repPerMinute);
}

export const phoneEnds =
  (status: "busy" | "no-answer" | "failed", dialledAt = dialled) =>
  (call: CallScript, { answer = 13 }: Partial<Times> = {}) => {
    const caller = rings(call);
    const rep = repRings(call, caller, dialledAt);
    const over = ringing + answer;
    call.status(over, rep, status, 0);
    dialEnds(call, caller, rep, over + 0.3, { status, isLive: true });
    callerEnds(call, caller, over + 6);
  };
