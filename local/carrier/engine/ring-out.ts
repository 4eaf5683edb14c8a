import type { Call } from "@/local/carrier/engine/call";
import { Stopped, sleep } from "@/local/carrier/engine/clock";
import { isEndpoint } from "@/local/carrier/engine/dial-plan";
import { handsetOf } from "@/local/carrier/engine/handsets";
import { isE164 } from "@/local/carrier/phone-number";

/** From the first signalling message to the ringing phone. */
const SETUP_MS = 500;

/** Dials a leg's number; true once it was picked up, false when the leg has ended instead. */
export async function ringOut(call: Call, limitMs: number): Promise<boolean> {
  const { account, data } = call;
  try {
    call.initiate();
    await sleep(account.clock, SETUP_MS, call.endSignal);
  } catch (error) {
    if (error instanceof Stopped) return false;
    throw error;
  }
  const canRing = isEndpoint(data.to) || (isE164(data.to) && !account.numberOf(data.to));
  const phone = canRing ? handsetOf(account, data.to) : null;
  if (!phone || phone.script.behaviour === "failed") {
    call.end("failed", 404);
    return false;
  }
  if (phone.isBusy) {
    call.end("busy", 486);
    return false;
  }
  return await new Promise<boolean>((resolve) => {
    const timer = account.clock.after(limitMs, () => call.end("no-answer", 487));
    call.whenAnswered(() => {
      timer.cancel();
      resolve(true);
    });
    call.atEnd(() => {
      timer.cancel();
      resolve(false);
    });
    call.ring();
    phone.join(call);
    account.journal.changed();
  });
}
