import type { Call } from "@twilio/voice-sdk";
import { Stretches } from "@/components/softphone/stretches";
import type { Quality } from "@/lib/softphone/schema";

let isPageClosing = false;

/** The page goes. Said before the SDK hears of it, which then ends the call. */
export function notePageHide(): void {
  isPageClosing = true;
}

/** Reports how a call's leg sounds, until it is over. A report outlives the page that sends it. */
export function measure(call: Call): { end(): void } {
  const stretches = new Stretches();
  let isSending = false;
  isPageClosing = false;

  async function send(isLast: boolean) {
    const report = stretches.report(Date.now(), isLast);
    const callSid = call.parameters.CallSid;
    const pageClosed = isLast && isPageClosing;
    if (!callSid || (report.stretches.length === 0 && !pageClosed)) return;
    if (isSending && !isLast) return;
    isSending = true;
    // What did not arrive goes with the next one; what was sent twice counts once.
    if (await post({ callSid, pageClosed, ...report })) stretches.forget(report);
    isSending = false;
  }

  call.on("sample", (sample) => {
    if (stretches.add(sample, Date.now())) void send(false);
  });
  call.on("warning", (name) => stretches.warn(name));
  return { end: () => void send(true) };
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
