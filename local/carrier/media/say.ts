import type { Call } from "@/local/carrier/engine/call";

/** What the far end of a leg says now (20 ms of PCMU) is heard by whoever hears this leg. */
export function say(call: Call, frame: Uint8Array): void {
  call.stream?.hear(frame);
  if (call.echoes) call.phone?.hear?.(frame);
  call.talksWith?.phone?.hear?.(frame);
  for (const listener of call.room?.hearing(call) ?? []) {
    listener.phone?.hearAmong?.(call, frame);
  }
}
