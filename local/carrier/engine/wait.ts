import { Stopped } from "@/local/carrier/engine/clock";
import type { Flow } from "@/local/carrier/engine/flow";
import type { Method } from "@/local/carrier/model";
import { resolveUrl } from "@/local/carrier/twiml/attributes";
import type { Source } from "@/local/carrier/twiml/source";
import type { FlowEnd, Step } from "@/local/carrier/twiml/verb";

/** What one hears who waits: TwiML, Twilio's own music, or nothing. */
export type WaitSound = { url: string; method: Method } | "music" | "silence";

const SHORTEST_MS = 1000;

/** What a `waitUrl` asks for: music where there is none, silence where it is empty. */
export function waitSound(url: string | undefined, method: Method, base: string): WaitSound {
  if (url === undefined) return "music";
  return url.trim() === "" ? "silence" : { url: resolveUrl(url.trim(), base), method };
}

/**
 * Plays to who waits until the flow is stopped; TwiML that comes to its end is asked for again, or
 * followed by silence. Gives how it ended.
 */
export async function playWhileWaiting(
  flow: Flow,
  sound: WaitSound,
  options: { repeats: boolean; params(): [string, string][]; runFlow: Step["runFlow"] },
): Promise<FlowEnd> {
  const { clock } = flow.call.account;
  if (sound === "music") flow.call.speak("play", "Hold music");
  try {
    while (typeof sound === "object") {
      const startedAt = clock.now();
      const source: Source = { ...sound, params: options.params() };
      const ending = await options.runFlow(flow, source);
      if (ending !== "finished") return ending;
      if (!options.repeats) break;
      // A document that says nothing would be asked for without any time passing.
      if (clock.now() === startedAt) await flow.sleep(SHORTEST_MS);
    }
    return await stopped(flow.signal);
  } catch (error) {
    if (error instanceof Stopped) return "stopped";
    throw error;
  }
}

function stopped(signal: AbortSignal): Promise<"stopped"> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("stopped");
    signal.addEventListener("abort", () => resolve("stopped"), { once: true });
  });
}
