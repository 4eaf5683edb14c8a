import { randomInt } from "node:crypto";
import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";
import { openCall } from "@/local/carrier/engine/calls";
import { ringOut } from "@/local/carrier/engine/ring-out";
import { standardParams } from "@/local/carrier/engine/status-callback";
import type { CallerIdData } from "@/local/carrier/model";
import { newSid } from "@/local/carrier/sid";
import { deliver } from "@/local/carrier/webhook/deliver";

/** What Twilio calls from, here a number of fiction. */
const CALLS_FROM = "+14155550199";
const RING_MS = 60_000;
const PATIENCE_MS = 60_000;

/** Calls a number and asks for the code; once it is typed there, the number may be shown. */
export function validateCallerId(
  account: Account,
  wanted: { phoneNumber: string; friendlyName: string; statusCallback: string | undefined },
): { callSid: string; code: string } {
  const code = String(randomInt(100_000, 1_000_000));
  const { phoneNumber, friendlyName, statusCallback } = wanted;
  const call = openCall(account, {
    sid: newSid("CA"),
    parentSid: null,
    phoneNumberSid: null,
    direction: "outbound-api",
    from: CALLS_FROM,
    to: phoneNumber,
    target: null,
  });
  void askForCode(call, code).then((isRight) => {
    if (isRight) keep(account, phoneNumber, friendlyName);
    if (!statusCallback) return;
    void deliver(account, {
      kind: "status",
      url: statusCallback,
      method: "POST",
      params: [
        ...standardParams(call),
        ["VerificationStatus", isRight ? "success" : "failed"],
        ["OutgoingCallerIdSid", account.callerIdOf(phoneNumber)?.sid ?? ""],
      ],
      callSid: call.sid,
      event: isRight ? "success" : "failed",
    });
  });
  return { callSid: call.sid, code };
}

async function askForCode(call: Call, code: string): Promise<boolean> {
  if (!(await ringOut(call, RING_MS))) return false;
  call.speak("say", "Please enter your verification code.");
  call.phone?.gathering();
  let typed = "";
  const isRight = await new Promise<boolean>((resolve) => {
    call.onDigit = (digit) => {
      typed += digit;
      if (typed.length >= code.length) resolve(typed === code);
    };
    call.atEnd(() => resolve(false));
    const timer = call.account.clock.after(PATIENCE_MS, () => resolve(false));
    call.atEnd(() => timer.cancel());
  });
  call.end("completed");
  return isRight;
}

function keep(account: Account, phoneNumber: string, friendlyName: string): void {
  if (account.callerIdOf(phoneNumber)) return;
  const now = account.clock.now();
  const made: CallerIdData = {
    sid: newSid("PN"),
    phoneNumber,
    friendlyName: friendlyName || phoneNumber,
    createdAt: now,
    updatedAt: now,
  };
  account.callerIds.set(made.sid, made);
  account.journal.changed();
}
