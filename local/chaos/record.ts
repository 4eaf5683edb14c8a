import type { Sql } from "postgres";

export type CallRow = {
  id: string;
  direction: "inbound" | "outbound";
  status: string;
  outcome: string | null;
  from_number: string;
  to_number: string;
  duration_seconds: number | null;
  price: string | null;
  recording_url: string | null;
  twilio_call_sid: string | null;
  error_message: string | null;
  ended_at: Date | null;
  settled_at: Date | null;
};
export type LegRow = { call_id: string; call_sid: string; status: string };
export type RecordingRow = {
  call_id: string;
  recording_sid: string;
  status: string;
  duration_seconds: number | null;
};
/** Of a call, or of a message, whose id and SID stand in the same places. */
export type EventRow = {
  call_id: string;
  call_sid: string | null;
  event_type: string;
  event_data: Record<string, unknown>;
  problem: string | null;
};

/** A caller's message, and how often each person was notified of it. */
export type MessageRow = {
  recording_sid: string;
  mailbox_id: string | null;
  notified: Record<string, number>;
};
/** Somebody whom a call still has, though it is over or nothing was heard of their phone. */
export type ClaimRow = { user_id: string; call_id: string };

/** All that the CRM has on record of a tenant's calls. */
export type CallRecord = {
  calls: CallRow[];
  legs: LegRow[];
  recordings: RecordingRow[];
  events: EventRow[];
  messages: MessageRow[];
  claims: ClaimRow[];
  /** Calls in which a voice agent's talk goes on. */
  talks: { call_id: string }[];
  /** Everybody of the company. */
  people: string[];
};

export async function readRecord(sql: Sql, tenantId: string): Promise<CallRecord> {
  const [calls, legs, recordings, events, messages, claims, talks, people] = await Promise.all([
    sql<CallRow[]>`
      select id, direction, status, outcome, from_number, to_number, duration_seconds, price::text,
        recording_url,
        twilio_call_sid, error_message, ended_at, settled_at
      from public.calls where tenant_id = ${tenantId}`,
    // Somebody's stay in a room of LiveKit's is a leg that Twilio knows nothing of.
    sql<LegRow[]>`
      select call_id, call_sid, status from public.call_legs
        where tenant_id = ${tenantId} and medium <> 'room'`,
    sql<RecordingRow[]>`
      select call_id, recording_sid, status, duration_seconds from public.recordings
        where tenant_id = ${tenantId}`,
    sql<EventRow[]>`
      select call_id, call_sid, event_type, event_data, problem from public.call_events
        where tenant_id = ${tenantId}
      union all select message_id, message_sid, event_type, event_data, problem
        from public.message_events where tenant_id = ${tenantId}`,
    sql<MessageRow[]>`
      select r.recording_sid, v.mailbox_id, (
          select coalesce(jsonb_object_agg(user_id, times), '{}') from (
            select n.user_id, count(*) as times from public.notifications n
            where n.tenant_id = v.tenant_id and n.subject_id = v.id and n.read_at is null
            group by n.user_id) each) as notified
      from public.voicemails v join public.recordings r
        on r.tenant_id = v.tenant_id and r.id = v.recording_id
      where v.tenant_id = ${tenantId}`,
    sql<ClaimRow[]>`
      select k.user_id, k.call_id from private.ring_claims k
      where k.tenant_id = ${tenantId} and not private.is_claim_over(k)`,
    sql<{ call_id: string }[]>`
      select call_id from public.voice_agent_sessions
        where tenant_id = ${tenantId} and status <> 'ended'`,
    sql<{ user_id: string }[]>`
      select user_id from public.profiles where tenant_id = ${tenantId} and removed_at is null`,
  ]);
  return {
    ...{ calls: [...calls], legs: [...legs], recordings: [...recordings], events: [...events] },
    ...{ messages: [...messages], claims: [...claims], talks: [...talks] },
    people: people.map(({ user_id }) => user_id),
  };
}
