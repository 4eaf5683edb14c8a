import type { Call } from "@/local/carrier/engine/call";
import { sleep } from "@/local/carrier/engine/clock";

/** Says or plays something to a leg for so long; throws `Stopped` where it is ended early. */
export async function prompt(
  call: Call,
  spoken: { verb: "say" | "play"; text: string; seconds: number; sound?: Uint8Array | undefined },
  signal: AbortSignal,
): Promise<void> {
  call.speak(spoken.verb, spoken.text);
  call.isSpokenTo = true;
  call.plays = spoken.sound ?? null;
  try {
    await sleep(call.account.clock, spoken.seconds * 1000, signal);
  } finally {
    call.isSpokenTo = false;
    call.plays = null;
  }
}
