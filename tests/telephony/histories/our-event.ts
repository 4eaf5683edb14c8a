import type { CallEvent } from "@/lib/record/event";
import { inferRole, restLegEvent } from "@/lib/record/rest-event";

/** A row of the ledger that no webhook made. */
export type OurRow = {
  event_type: string;
  dedupe_key: string;
  call_id: string;
  call_sid: string | null;
  event_data: Record<string, unknown>;
  created_at: Date;
  call_direction: string | null;
  /** What the call's row says of an error. */
  error_message: string | null;
};

const text = (value: unknown) => (typeof value === "string" ? value : "");
const textOrNull = (value: unknown) => (typeof value === "string" ? value : null);
const moment = (value: unknown) => (typeof value === "string" ? new Date(value) : null);

/** The event that lib/calls made this row of, as if it had been made at `now`. */
export function ourEvent(row: OurRow, now: Date): CallEvent {
  const { event_data: data, dedupe_key, call_id } = row;
  const at = now.toISOString();
  const base = { dedupe_key, call_id, occurred_at: at, received_at: at, data };
  switch (row.event_type) {
    case "rest.create":
      return {
        ...base,
        type: "rest.create",
        call_sid: text(data.sid),
        role: "rep",
        from: text(data.from),
        to: text(data.to),
        status: "queued",
      };
    case "rest.control":
      return { ...base, type: "rest.control", ...data };
    case "hangup":
      return { ...base, type: "hangup", request: "hangup" };
    case "rest.lost":
      return { ...base, type: "rest.lost", request: "create_lost" };
    case "rest.error":
      return { ...base, type: "rest.error", request: "create_refused", error: errorOf(row) };
    case "rest.deleted":
      return {
        ...base,
        type: "rest.deleted",
        recording: { sid: text(data.recording_sid), status: "deleted" },
      };
    case "rest.update":
    case "rest.fetch":
      return restLegEvent(row.event_type, restCall(row), restLeg(data), now);
    case "rest.recording": {
      const status =
        data.status === "completed" || data.status === "absent" ? data.status : "in-progress";
      const { mailbox } = data;
      return {
        ...base,
        ...(typeof mailbox === "string" && { routing: { mailbox } }),
        type: "rest.recording",
        call_sid: row.call_sid ?? undefined,
        occurred_at: text(data.startTime),
        recording: {
          sid: text(data.sid),
          status,
          duration: status === "completed" ? Number(data.duration) : undefined,
          channels: Number(data.channels),
          source: text(data.source),
          started_at: text(data.startTime),
        },
      };
    }
    default:
      throw new Error(`Nobody knows how ${row.event_type} is made`);
  }
}

function errorOf({ event_data: { failure }, error_message }: OurRow) {
  const code =
    typeof failure === "object" && failure !== null ? Reflect.get(failure, "code") : undefined;
  return {
    message: error_message ?? "",
    ...(typeof code === "number" && { code }),
  };
}

function restCall({ call_id, call_direction, event_data }: OurRow) {
  return { id: call_id, role: inferRole(call_direction ?? "", restLeg(event_data)) };
}

function restLeg(data: Record<string, unknown>) {
  return {
    ...data,
    sid: text(data.sid),
    parentCallSid: textOrNull(data.parentCallSid),
    from: text(data.from),
    to: text(data.to),
    status: text(data.status),
    startTime: moment(data.startTime),
    endTime: moment(data.endTime),
    duration: textOrNull(data.duration),
    price: textOrNull(data.price),
    priceUnit: textOrNull(data.priceUnit),
  };
}
