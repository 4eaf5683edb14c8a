import "server-only";
import type { Found } from "@/lib/reconcile/decide";
import type { AuditFacts } from "@/lib/reconcile/machine/accounts";
import { type CallEvent, foundCallId, inboundCallId, recordEvent } from "@/lib/record/event";
import { inferRole, restLegEvent } from "@/lib/record/rest-event";
import { personAt } from "@/lib/softphone/identity";
import type { TwilioLeg } from "@/lib/twilio/calls";

/**
 * Records the legs that were found at Twilio and not here; gives the id of the call they made or
 * joined, null for none.
 */
export async function importFound(
  tenantId: string,
  found: Found<TwilioLeg>,
  facts: Pick<AuditFacts, "phones" | "recording_enabled">,
  now: Date,
): Promise<string | null> {
  const events = eventsOf(tenantId, found, facts, now);
  for (const event of events) await recordEvent(tenantId, event);
  return events[0]?.call_id ?? null;
}

/** The parent first, so that the call is made with what is known of it. */
function eventsOf(
  tenantId: string,
  found: Found<TwilioLeg>,
  { phones, recording_enabled }: Pick<AuditFacts, "phones" | "recording_enabled">,
  now: Date,
): CallEvent[] {
  const event = (id: string, direction: string, leg: TwilioLeg) =>
    restLegEvent("rest.fetch", { id, role: inferRole(direction, leg) }, leg, now);
  const person = (leg: TwilioLeg) => ({
    user_id: personAt(leg.to) ?? phones.find(({ phone }) => phone === leg.to)?.user_id,
  });
  switch (found.kind) {
    case "known":
    case "wait":
    case "verification":
    case "not_ours":
      return [];
    case "joins":
      return found.legs.map((leg) => ({
        ...event(found.call_id, found.direction, leg),
        ...person(leg),
      }));
    case "inbound": {
      const callId = inboundCallId(tenantId, found.root.sid);
      const made = { creates: "inbound", imported: true } as const;
      const root: CallEvent = {
        ...event(callId, "inbound", found.root),
        ...made,
        phone_number_id: found.number_id,
        owner_id: found.user_id ?? undefined,
        recording_requested: recording_enabled,
      };
      const children = found.children.map((leg) => ({
        ...event(callId, "inbound", leg),
        ...made,
        ...person(leg),
      }));
      return [root, ...children];
    }
    case "outbound": {
      const callId = foundCallId(tenantId, found.root.sid);
      const root: CallEvent = {
        ...event(callId, "outbound", found.root),
        creates: "outbound",
        imported: true,
        phone_number_id: found.number_id,
        owner_id: found.user_id ?? undefined,
        user_id: found.user_id ?? undefined,
        customer: found.customer ?? undefined,
        recording_requested: recording_enabled,
      };
      return [root, ...found.children.map((leg) => event(callId, "outbound", leg))];
    }
  }
}
