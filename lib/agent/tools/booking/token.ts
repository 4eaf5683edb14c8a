import { keyedHashes } from "@/lib/core/crypto";

/** Long enough that none is guessed in a call, short enough for a model to repeat. */
const length = 16;

type Slot = { service_id: string; staff_id: string; starts_at: string };

/** What a time that is offered in a call is booked by: nobody else can make it, or of another. */
export function slotToken({ tenantId, callId }: { tenantId: string; callId: string }, slot: Slot) {
  const text = JSON.stringify([callId, slot.service_id, slot.staff_id, slot.starts_at]);
  const [hash = ""] = keyedHashes(text, { tenantId, column: "slot_offers.token" });
  return hash.slice(0, length);
}
