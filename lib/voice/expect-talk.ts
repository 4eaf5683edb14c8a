import { streamToken } from "@/lib/twilio/stream-token";
import type { Decision } from "@/lib/voice/decision";
import { streamGrant } from "@/lib/voice/stream-grant";

/** Twilio has opened the stream by then, or plays a greeting first. */
const timeoutMs = 2_000;

/**
 * Tells a voice agent's process that a caller is on their way, so that it connects to the model
 * while Twilio opens the stream. Nobody waits for it, and nothing depends on it.
 */
export function expectTalk(decision: Decision): void {
  if (decision.kind !== "route" || decision.turn.act.kind !== "stream") return;
  const { url, version } = decision.turn.act;
  const token = streamToken(streamGrant(decision, version), decision.audio.moment);
  const signal = AbortSignal.timeout(timeoutMs);
  fetch(`${url.replace(/^ws/, "http")}/expect`, { method: "POST", body: token, signal }).catch(
    () => undefined,
  );
}
