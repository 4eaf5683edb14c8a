import "server-only";
import type { Db } from "@/lib/db/supabase/server";

/** One call as its page shows it; null when it is not this tenant's. */
export async function getCall(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("calls")
    .select(
      "id, twilio_call_sid, direction, status, stage, outcome, outcome_reason, from_number, to_number, customer_number, duration_seconds, ring_seconds, billed_seconds, recording_requested, imported_at, price, price_unit, error_code, error_message, created_at, answered_at, ended_at, user_id, callee_id, talked_with, contact_id, phone_number_id, room_people(user_id), contacts(id, name, company, contact_emails(email, position), profiles(name)), profiles(name), call_controls(customer_in), recordings(id, status, purpose, duration_seconds, started_at, transcript, transcript_state, deleted_at, deleted_by, deleted_answer), voicemails(id, recording_id, duration_seconds, transcript, transcript_state, heard_at, heard_by)",
    )
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw new Error("The call could not be read", { cause: error });
  return data;
}

/** The legs of a call, the parent first; none for those who may not see them. */
export async function listLegs(db: Db, tenantId: string, callId: string) {
  const { data, error } = await db
    .from("call_legs")
    .select(
      "call_sid, parent_call_sid, role, medium, from_number, to_number, status, first_seen_at, ringing_at, answered_at, accepted_at, ended_at, duration_seconds, talk_seconds, price, price_unit, sip_response_code, user_id, dial_ended_live, dial_failed, dial_bridged, leg_quality(seconds, mos, rtt_ms, jitter_ms, lost_percent, worst_at, worst_seconds, worst_mos, worst_rtt_ms, worst_jitter_ms, worst_lost_percent, warnings, page_closed)",
    )
    .eq("tenant_id", tenantId)
    .eq("call_id", callId)
    .order("parent_call_sid", { nullsFirst: true })
    .order("first_seen_at");
  if (error) throw new Error("The call's legs could not be read", { cause: error });
  return data;
}

/** The ledger of a call in the order things happened; nothing for those who may not see it. */
export async function listEvents(db: Db, tenantId: string, callId: string) {
  const { data, error } = await db
    .from("call_events")
    .select(
      "id, call_sid, event_type, event_data, query, answered_from, occurred_at, created_at, problem, solved_at",
    )
    .eq("tenant_id", tenantId)
    .eq("call_id", callId)
    .order("occurred_at")
    .order("id")
    .limit(500);
  if (error) throw new Error("The call's events could not be read", { cause: error });
  // Twilio's times are whole seconds: within one second, the order of arrival decides.
  const second = (event: (typeof data)[number]) => Math.floor(Date.parse(event.occurred_at) / 1000);
  return data.toSorted((a, b) => second(a) - second(b) || a.id - b.id);
}

export type CallLeg = Awaited<ReturnType<typeof listLegs>>[number];
export type CallEvent = Awaited<ReturnType<typeof listEvents>>[number];
export type CallDetail = NonNullable<Awaited<ReturnType<typeof getCall>>>;

/**
 * Events of the tenant that could not be applied or read and still wait for it, the newest first;
 * at most 200.
 */
export async function listProblems(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("call_events")
    .select("id, call_id, call_sid, event_type, event_data, query, created_at, problem")
    .eq("tenant_id", tenantId)
    .not("problem", "is", null)
    .is("solved_at", null)
    .order("id", { ascending: false })
    .limit(200);
  if (error) throw new Error("The events could not be read", { cause: error });
  return data;
}
