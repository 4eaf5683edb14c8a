import "server-only";
import { Remembered } from "@/lib/core/remembered";
import { noteReport } from "@/lib/livekit/machine";

/** How exactly it is kept when LiveKit's webhooks came last: a call has many. */
const everyMs = 30_000;
const noted = new Remembered<true>(1_000);

/**
 * Notes that a webhook has come for whoever has the account that verified it. What can't be noted
 * is with the next one.
 */
export async function noteReported(tenantIds: string[], now: Date): Promise<void> {
  const due = tenantIds.filter((id) => now.getTime() - (noted.get(id)?.at ?? 0) > everyMs);
  if (due.length === 0) return;
  for (const id of due) noted.set(id, true, now.getTime());
  try {
    await noteReport(due, now);
  } catch (error) {
    for (const id of due) noted.delete(id);
    console.error("that LiveKit has reported was not noted:", error);
  }
}
