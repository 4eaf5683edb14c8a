import type { Sql } from "postgres";
import { z } from "zod";
import type { CarrierControl, HistoricCall, HistoricMessage } from "@/local/carrier/control";

const Row = z.object({
  sid: z.string(),
  parent: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  direction: z.enum(["inbound", "outbound"]),
  status: z.enum(["completed", "busy", "no-answer", "failed", "canceled"]),
  start: z.date(),
  end: z.date(),
  seconds: z.number().nullable(),
  price: z.string().nullable(),
  recording: z.string().nullable(),
  recorded: z.number().nullable(),
});

/** Gives the carrier the ended calls that it may have forgotten, so that their recordings play. */
export async function importPast(
  postgres: Sql,
  carrier: CarrierControl,
  tenantId: string,
  accountSid: string,
): Promise<void> {
  const rows = await postgres`
    select l.call_sid as sid, l.parent_call_sid as parent, coalesce(l.from_number, '') as from,
      coalesce(l.to_number, '') as to, c.direction, l.status, l.first_seen_at as start,
      l.ended_at as end, l.duration_seconds as seconds, l.price, r.recording_sid as recording,
      r.duration_seconds as recorded
    from public.call_legs l
    join public.calls c on c.tenant_id = l.tenant_id and c.id = l.call_id
    left join public.recordings r
      on r.tenant_id = l.tenant_id and r.call_sid = l.call_sid and r.status = 'completed'
    where l.tenant_id = ${tenantId} and l.ended_at is not null
      and l.status in ('completed', 'busy', 'no-answer', 'failed', 'canceled')
    order by l.parent_call_sid is not null, l.first_seen_at, l.call_sid`;
  const calls = z
    .array(Row)
    .parse([...rows])
    .map((row): HistoricCall => {
      const first = row.direction === "inbound" ? "inbound" : "outbound-api";
      return {
        sid: row.sid,
        parentCallSid: row.parent ?? undefined,
        from: row.from,
        to: row.to,
        direction: row.parent ? "outbound-dial" : first,
        status: row.status,
        startTime: row.start.toISOString(),
        endTime: row.end.toISOString(),
        durationSeconds: row.seconds ?? 0,
        price: row.price && `-${row.price}`,
        recording:
          row.recording && row.recorded
            ? { sid: row.recording, durationSeconds: row.recorded, channels: 2 }
            : undefined,
      };
    });
  if (calls.length > 0) await carrier.importHistory(accountSid, calls);
}

const Text = z.object({
  sid: z.string(),
  ours: z.string(),
  theirs: z.string(),
  direction: z.enum(["inbound", "outbound"]),
  status: z.enum(["sent", "delivered", "undelivered", "failed", "received"]),
  body: z.string(),
  at: z.date(),
  code: z.number().nullable(),
});

/** Likewise the messages, which handsets then show. */
export async function importTexts(
  postgres: Sql,
  carrier: CarrierControl,
  tenantId: string,
  accountSid: string,
): Promise<void> {
  const rows = await postgres`
    select m.message_sid as sid, n.number as ours, m.customer_number as theirs, m.direction,
      m.status, m.body, m.created_at as at, m.error_code as code
    from public.messages m join public.phone_numbers n on n.id = m.phone_number_id
    where m.tenant_id = ${tenantId} and m.message_sid is not null
      and m.status in ('sent', 'delivered', 'undelivered', 'failed', 'received')
    order by m.created_at, m.id`;
  const messages = z
    .array(Text)
    .parse([...rows])
    .map(({ sid, ours, theirs, direction, status, body, at, code }): HistoricMessage => {
      const isOurs = direction === "outbound";
      return {
        ...{ sid, status, body, at: at.toISOString() },
        ...{ from: isOurs ? ours : theirs, to: isOurs ? theirs : ours },
        direction: isOurs ? "outbound-api" : "inbound",
        ...(code !== null && { errorCode: code }),
      };
    });
  if (messages.length > 0) await carrier.importMessages(accountSid, messages);
}
