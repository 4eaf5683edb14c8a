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
export type EventRow = {
  call_id: string;
  call_sid: string | null;
  event_type: string;
  event_data: Record<string, unknown>;
  problem: string | null;
};

/** All that the CRM has on record of a tenant's calls. */
export type CallRecord = {
  calls: CallRow[];
  legs: LegRow[];
  recordings: RecordingRow[];
  events: EventRow[];
};

export async function readRecord(sql: Sql, tenantId: string): Promise<CallRecord> {
  const [calls, legs, recordings, events] = await Promise.all([
    sql<CallRow[]>`
      select id, direction, status, outcome, from_number, to_number, duration_seconds, price::text,
        recording_url,
        twilio_call_sid, error_message, ended_at, settled_at
      from public.calls where tenant_id = ${tenantId}`,
    sql<
      LegRow[]
    >`select call_id, call_sid, status from public.call_legs where tenant_id = ${tenantId}`,
    sql<RecordingRow[]>`
      select call_id, recording_sid, status, duration_seconds from public.recordings
        where tenant_id = ${tenantId}`,
    sql<EventRow[]>`
      select call_id, call_sid, event_type, event_data, problem from public.call_events
        where tenant_id = ${tenantId}`,
  ]);
  return { calls: [...calls], legs: [...legs], recordings: [...recordings], events: [...events] };
}
