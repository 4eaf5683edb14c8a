import type { Stage } from "@/local/scenarios/stage";

/** Second by second, for two minutes at most. */
async function until(stage: Stage, isSo: () => Promise<boolean>): Promise<void> {
  for (let second = 0; !(await isSo()); second += 1) {
    if (second > 120) throw new Error(`It hangs: ${JSON.stringify(await stage.customer.state())}`);
    await stage.advance(1);
  }
}

/** Until the caller hears that they may leave a message. */
export const untilAsked = (stage: Stage) =>
  until(stage, async () => hearsAsked((await stage.customer.state()).hears));

export const hearsAsked = (hears: string | null) =>
  hears?.includes("Please leave a message") ?? false;

/** Until the caller hears the beep of a recorder, and as long after it. */
export async function untilBeep(stage: Stage, seconds: number): Promise<void> {
  await until(stage, async () => (await stage.customer.state()).hears === "(beep)");
  if (seconds > 0) await stage.advance(seconds);
}

/** Until both talk, and half a minute of it. */
export async function talks(stage: Stage, callId: string): Promise<string> {
  await until(stage, () => stage.areTalking());
  await stage.advance(30);
  return ends(stage, callId);
}

export async function ends(stage: Stage, callId: string): Promise<string> {
  await stage.customer.hangup();
  await stage.idle();
  return callId;
}
