import type { Call } from "@twilio/voice-sdk";
import { type Sample, Stretches } from "@/components/softphone/stretches";
import type { Quality } from "@/lib/softphone/schema";

let isPageClosing = false;

/** The page goes. Said before the SDK hears of it, which then ends the call. */
export function notePageHide(): void {
  isPageClosing = true;
}

/** Reports how a call of Twilio's sounds, until it is over. */
export function measure(call: Call): { end(): void } {
  const leg = measureLeg(() => call.parameters.CallSid);
  call.on("sample", leg.add);
  call.on("warning", leg.warn);
  return leg;
}

/**
 * Reports how a leg sounds, from a sample each second, until it is over. A report outlives the page
 * that sends it.
 */
export function measureLeg(sid: () => string | undefined) {
  const stretches = new Stretches();
  let isSending = false;
  isPageClosing = false;

  async function send(isLast: boolean) {
    const report = stretches.report(Date.now(), isLast);
    const callSid = sid();
    const pageClosed = isLast && isPageClosing;
    if (!callSid || (report.stretches.length === 0 && !pageClosed)) return;
    if (isSending && !isLast) return;
    isSending = true;
    // What did not arrive goes with the next one; what was sent twice counts once.
    if (await post({ callSid, pageClosed, ...report })) stretches.forget(report);
    isSending = false;
  }

  return {
    add(sample: Sample) {
      if (stretches.add(sample, Date.now())) void send(false);
    },
    warn: (name: string) => stretches.warn(name),
    end: () => void send(true),
  };
}

async function post(quality: Quality): Promise<boolean> {
  const response = await fetch("/api/softphone/quality", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(quality),
    keepalive: true,
  }).catch(() => null);
  return response?.ok ?? false;
}
