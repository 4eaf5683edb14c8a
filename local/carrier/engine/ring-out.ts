import type { Call } from "@/local/carrier/engine/call";
import { Stopped, sleep } from "@/local/carrier/engine/clock";
import { phoneAt } from "@/local/carrier/engine/phone-at";

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
  const phone = phoneAt(account, data.to);
  if (!phone && data.to.startsWith("client:")) {
    const status = account.options.unregisteredClientReports;
    call.end(status, status === "no-answer" ? 480 : status === "busy" ? 486 : 404);
    return false;
  }
  if (!phone || phone.isOutOfOrder) {
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
    if (!phone.saysWhenItRings) call.ring();
    phone.join(call);
    account.journal.changed();
  });
}
