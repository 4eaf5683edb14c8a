import type { Call } from "@twilio/voice-sdk";
import { Stretches } from "@/components/softphone/stretches";
import type { Quality } from "@/lib/softphone/schema";

/** Reports how a call's leg sounds, until it is over. A report outlives the page that sends it. */
export function measure(call: Call): { end(): void } {
  const stretches = new Stretches();
  let isSending = false;

  async function send(isLast: boolean) {
    const report = stretches.report(Date.now(), isLast);
    const callSid = call.parameters.CallSid;
    if (!report || !callSid || (isSending && !isLast)) return;
    isSending = true;
    // What did not arrive goes with the next one; what was sent twice counts once.
    if (await post({ callSid, ...report })) stretches.forget(report);
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
