import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";
import { openCall } from "@/local/carrier/engine/calls";
import { HandsetError } from "@/local/carrier/engine/handset";
import { handsetOf } from "@/local/carrier/engine/handsets";
import { runMain } from "@/local/carrier/engine/interpreter";
import {
  type RecordingPlan,
  startRecording,
  stopRecording,
} from "@/local/carrier/engine/recording";
import { ringOut } from "@/local/carrier/engine/ring-out";
import { voiceSettings } from "@/local/carrier/engine/voice-settings";
import type { Fallback, NumberData, Parameters, StatusTarget } from "@/local/carrier/model";
import { newSid } from "@/local/carrier/sid";
import type { Source } from "@/local/carrier/twiml/source";

export type OutboundPlan = {
  from: string;
  to: string;
  /** What a browser gets to know with its call. */
  parameters?: Parameters;
  source: Source;
  fallback: Fallback;
  target: StatusTarget | null;
  timeoutSeconds: number;
  timeLimitSeconds: number;
  recording: RecordingPlan | null;
};

const BEFORE_DIALLING_MS = 250;
const BETWEEN_CALLS_MS = 1000;
const EXTRA_RING_SECONDS = 5;

/** A call of the API: queued at once, dialled one a second. */
export function placeOutbound(account: Account, plan: OutboundPlan): Call {
  const now = account.clock.now();
  const dialAt = Math.max(now + BEFORE_DIALLING_MS, account.nextDialAt);
  account.nextDialAt = dialAt + BETWEEN_CALLS_MS;
  const call = openCall(account, {
    sid: newSid("CA"),
    parentSid: null,
    phoneNumberSid: account.numberOf(plan.from)?.sid ?? null,
    direction: "outbound-api",
    from: plan.from,
    to: plan.to,
    target: plan.target,
    queueMs: Math.max(0, dialAt - now - BEFORE_DIALLING_MS),
  });
  call.parameters = plan.parameters ?? [];
  const timer = account.clock.after(dialAt - now, () => void dialOutbound(call, plan));
  call.atEnd(() => timer.cancel());
  return call;
}

async function dialOutbound(call: Call, plan: OutboundPlan): Promise<void> {
  const { clock } = call.account;
  if (!(await ringOut(call, (plan.timeoutSeconds + EXTRA_RING_SECONDS) * 1000))) return;
  const limit = clock.after(plan.timeLimitSeconds * 1000, () => call.end("completed"));
  call.atEnd(() => limit.cancel());
  if (plan.recording) {
    const recording = startRecording(call, plan.recording);
    call.recordingSid = recording.sid;
    call.atEnd(() => stopRecording(call.account, recording));
  }
  await runMain(call, plan.source, plan.fallback);
}

/**
 * Somebody dials one of the account's numbers, showing this caller ID; with `forwardedFrom`, the
 * number that was dialled is somebody else's and sends its calls here. `stirVerstat` is what their
 * carrier has signed.
 */
export function placeInbound(
  account: Account,
  caller: {
    handset: string;
    callerId?: string | undefined;
    forwardedFrom?: string | undefined;
    stirVerstat?: string | undefined;
  },
  to: string,
): Call {
  const number = account.numberOf(to);
  if (!number) throw new HandsetError(`${to} is not a number of this account`);
  const phone = handsetOf(account, caller.handset);
  if (phone.state().state !== "idle") throw new HandsetError(`${caller.handset} is in a call`);
  const { voice, statusCallback } = settings(account, number);
  const call = openCall(account, {
    sid: newSid("CA"),
    parentSid: null,
    phoneNumberSid: number.sid,
    direction: "inbound",
    from: caller.callerId ?? caller.handset,
    to,
    target: statusCallback,
    forwardedFrom: caller.forwardedFrom,
    stirVerstat: caller.stirVerstat,
  });
  phone.join(call);
  call.initiate();
  call.ring();
  if (!voice.url) {
    call.warn(11100, `No voice URL is set for ${to}`);
    call.end("failed", 404);
    return call;
  }
  const { url, method } = voice;
  void runMain(call, { url, method, params: [] }, voice.fallback);
  return call;
}

/** A TwiML app overrides the number's own URLs; a trunk overrides both and takes no TwiML. */
function settings(account: Account, number: NumberData) {
  const app = number.voiceApplicationSid
    ? account.applications.get(number.voiceApplicationSid)
    : undefined;
  return voiceSettings(number.trunkSid ? null : number.voiceApplicationSid ? app : number);
}
