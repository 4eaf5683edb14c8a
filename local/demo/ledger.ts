import type { CallEvent, CallStatus, LegRole } from "@/lib/record/event";
import { type DemoLeg, legParams, twilioTime } from "@/local/demo/twilio-request";

const second = 1000;

const settings = {
  country_code: "US",
  recording_enabled: true,
  recording_notice: "This call may be recorded.",
  call_time_limit_seconds: 7200,
};

export type CallFacts = {
  accountSid: string;
  callId: string;
  start: Date;
  /** An inbound call's first webhook makes its row. */
  inbound: boolean;
  userId: string;
  /** The company's settings then: what the answers were decided from. */
  line: { tenant_name: string; numbers: KeptNumber[] };
};

type KeptNumber = {
  id: string;
  number: string;
  forward_user_id: string;
  forward_phone: string;
};

/** Collects what Twilio would have sent about one call, in the form the webhooks record it. */
export function makeLedger(call: CallFacts) {
  const events: CallEvent[] = [];
  const sequences = new Map<string, number>();
  const at = (seconds: number) => new Date(call.start.getTime() + seconds * second);

  function add(
    seconds: number,
    event: Pick<CallEvent, "type" | "dedupe_key" | "data"> & Partial<CallEvent>,
  ): void {
    const time = at(seconds).toISOString();
    events.push({
      call_id: call.callId,
      creates: call.inbound ? "inbound" : undefined,
      occurred_at: time,
      received_at: time,
      ...event,
    });
  }

  /** The rep's own leg is the root of an outbound call, the second leg of an inbound one. */
  function roleOf({ parent }: DemoLeg): LegRole {
    if (call.inbound) return parent === undefined ? "caller" : "rep";
    return parent === undefined ? "rep" : "customer";
  }

  function ofLeg(leg: DemoLeg) {
    return {
      call_sid: leg.sid,
      parent_call_sid: leg.parent,
      role: roleOf(leg),
      user_id: roleOf(leg) === "rep" ? call.userId : undefined,
      from: leg.from,
      to: leg.to,
    };
  }

  return {
    events,
    /** A request for TwiML: answer, connect, screen or dialed. */
    twiml(
      seconds: number,
      leg: DemoLeg,
      type: "answer" | "connect" | "screen" | "dialed",
      status: CallStatus,
      more: {
        query?: Record<string, string>;
        params?: Record<string, string>;
        event?: Partial<CallEvent>;
      } = {},
    ): void {
      const { query, params, event } = more;
      add(seconds, {
        type,
        dedupe_key: ["twiml", type, leg.sid, query?.step ?? "first"].join(":"),
        ...ofLeg(leg),
        status,
        query: new URLSearchParams(
          type === "answer" ? {} : { call: call.callId, ...query },
        ).toString(),
        answered_from: { line: { ...settings, ...call.line } },
        data: { ...legParams(call.accountSid, leg, status), ...params },
        ...event,
      });
    },
    /** A status callback; `duration` in seconds comes with the last one. */
    status(seconds: number, leg: DemoLeg, status: CallStatus, duration?: number): void {
      const sequence = sequences.get(leg.sid) ?? 0;
      sequences.set(leg.sid, sequence + 1);
      const word = status === "queued" ? "initiated" : status;
      const source = "call-progress-events";
      add(seconds, {
        type: "status",
        dedupe_key: ["status", leg.sid, source, sequence, status].join(":"),
        ...ofLeg(leg),
        status,
        sequence,
        duration,
        data: {
          ...legParams(call.accountSid, leg, word),
          CallbackSource: source,
          SequenceNumber: String(sequence),
          Timestamp: twilioTime(at(seconds)),
          ...(duration !== undefined && { CallDuration: String(duration) }),
        },
      });
    },
    /** The recording of the bridge, ready some seconds after its end. */
    recording(seconds: number, leg: DemoLeg, sid: string, from: number, duration: number): void {
      const started = at(from).toISOString();
      add(seconds, {
        type: "recording",
        dedupe_key: ["recording", sid, "completed"].join(":"),
        call_sid: leg.sid,
        recording: {
          sid,
          status: "completed",
          duration,
          channels: 2,
          source: "DialVerb",
          started_at: started,
        },
        data: {
          AccountSid: call.accountSid,
          CallSid: leg.sid,
          RecordingSid: sid,
          RecordingStatus: "completed",
          RecordingDuration: String(duration),
          RecordingChannels: "2",
          RecordingSource: "DialVerb",
          RecordingStartTime: twilioTime(at(from)),
        },
      });
    },
    /** What the sweep learned from Twilio's API: the price of a leg that was billed. */
    price(seconds: number, leg: DemoLeg, billed: number, perMinute: number): void {
      const price = (Math.ceil(billed / 60) * perMinute).toFixed(5);
      add(seconds, {
        type: "rest.fetch",
        dedupe_key: ["rest.fetch", leg.sid, "priced"].join(":"),
        ...ofLeg(leg),
        status: "completed",
        duration: billed,
        price,
        price_unit: "USD",
        data: {
          sid: leg.sid,
          status: "completed",
          duration: String(billed),
          price: `-${price}`,
          price_unit: "USD",
        },
      });
    },
    /** Twilio's answer to our create. */
    created(leg: DemoLeg): void {
      add(0, {
        type: "rest.create",
        dedupe_key: ["rest.create", leg.sid].join(":"),
        ...ofLeg(leg),
        status: "queued",
        data: { sid: leg.sid, status: "queued", direction: leg.direction, to: leg.to },
      });
    },
  };
}

export type Ledger = ReturnType<typeof makeLedger>;
