import type { Call } from "@/local/carrier/engine/call";
import type { Flow } from "@/local/carrier/engine/flow";

/**
 * Two legs talk until either ends or is sent elsewhere, the time is over, or the second presses a
 * star where it may. Gives the seconds they talked.
 */
export function talk(
  one: Flow,
  other: Flow,
  limits: { timeLimitMs: number; hangupOnStar: boolean },
): Promise<number> {
  const { account } = one.call;
  const startedAt = account.clock.now();
  for (const { call } of [one, other]) logBridged(call);
  connectSound(one.call, other.call);
  return new Promise((resolve) => {
    const over = AbortSignal.any([one.signal, other.signal]);
    const done = () => {
      limit.cancel();
      disconnectSound(one.call, other.call);
      over.removeEventListener("abort", done);
      other.call.onDigit = null;
      resolve(Math.round((account.clock.now() - startedAt) / 1000));
    };
    const limit = account.clock.after(limits.timeLimitMs, done);
    if (limits.hangupOnStar) {
      other.call.onDigit = (digit) => {
        if (digit === "*") done();
      };
    }
    over.addEventListener("abort", done);
    if (over.aborted) done();
  });
}

/** For the journal: from now on, this leg hears people. */
export function logBridged(call: Call): void {
  const { sid, parentSid, from, to, status } = call.data;
  call.hears = null;
  call.account.log({
    kind: "call",
    event: "bridged",
    callSid: sid,
    parentCallSid: parentSid,
    from,
    to,
    status,
  });
}

/** From now on, each of the two legs hears the other. */
export function connectSound(one: Call, other: Call): void {
  one.talksWith = other;
  other.talksWith = one;
}

export function disconnectSound(one: Call, other: Call): void {
  if (one.talksWith === other) one.talksWith = null;
  if (other.talksWith === one) other.talksWith = null;
}
