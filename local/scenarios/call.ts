import { randomBytes } from "node:crypto";
import type { CallEvent, CallStatus, LegRole } from "@/lib/record/event";
import { legParams, twilioTime } from "@/local/scenarios/twilio-request";

/** One leg of a call that is written down. */
export type Leg = {
  sid: string;
  role: LegRole;
  parent?: string;
  /** The person whose leg it is. */
  user?: string;
  isBrowser?: boolean;
  /** To LiveKit, and a person in one of its rooms. */
  medium?: "sip" | "room";
  from: string;
  to: string;
};

/** Whose call it is. Numbers are E.164. */
export type CallSetting = {
  direction: "inbound" | "outbound" | "internal";
  callId: string | ((callerSid: string) => string);
  accountSid: string;
  start: Date;
  /** When all of it is received; by default each event when it happens. */
  receivedAt?: Date;
  number: string;
  numberId: string;
  rep: { userId: string; phone: string };
  customer: string;
  /** The company's settings: what answers were decided from. */
  line?: unknown;
  /** The SID of the nth leg or recording; by default a random one. */
  sid?: (prefix: "CA" | "RE", nth: number) => string;
};

type Space = NonNullable<CallEvent["spans"]>[number]["space"];

export const newSid = (prefix: "CA" | "RE" | "AC" | "PN") =>
  prefix + randomBytes(16).toString("hex");

/**
 * Writes down what is recorded of one call, as the webhooks and our own requests would record it.
 * Moments are seconds from the start. `events` is what was written so far, `names` which SID is
 * whose.
 */
export function writeCall(setting: CallSetting) {
  const { direction, accountSid, number, rep, customer } = setting;
  const events: CallEvent[] = [];
  const names = new Map<string, string>();
  const sequences = new Map<string, number>();
  let sids = 0;
  let keys = 0;
  let hasRoot = false;
  const sid = (prefix: "CA" | "RE", name: string): string => {
    const made = setting.sid?.(prefix, sids) ?? newSid(prefix);
    sids += 1;
    names.set(made, `${name} ${sids}`);
    return made;
  };
  const root = sid("CA", "leg");
  const callId = typeof setting.callId === "string" ? setting.callId : setting.callId(root);
  const at = (second: number) => new Date(setting.start.getTime() + second * 1000);

  function add(
    second: number,
    event: Pick<CallEvent, "type" | "dedupe_key" | "data"> & Partial<CallEvent>,
  ): void {
    const occurred_at = at(second).toISOString();
    const received_at = setting.receivedAt?.toISOString() ?? occurred_at;
    const creates = direction === "outbound" ? undefined : direction;
    events.push({ call_id: callId, creates, occurred_at, received_at, ...event });
  }

  function about(leg: Leg) {
    return {
      call_sid: leg.sid,
      parent_call_sid: leg.parent,
      role: leg.role,
      medium: leg.medium ?? (leg.isBrowser ? ("browser" as const) : undefined),
      user_id: leg.user,
      from: leg.from,
      to: leg.to,
    };
  }

  /** What a person's part in the call is on the display of their phone. */
  function numbersOf(role: LegRole, hasParent: boolean): { from: string; to: string } {
    if (role === "caller") return { from: customer, to: number };
    if (role === "customer") return { from: number, to: customer };
    if (role === "outside") return { from: number, to: "+12065550155" };
    // A caller who withholds their number is shown as the company.
    const shown = customer.startsWith("+") ? customer : number;
    const from = direction === "inbound" && hasParent ? shown : number;
    return { from, to: rep.phone };
  }

  const params = (leg: Leg, status: string) => {
    const first = leg.role === "caller" ? "inbound" : "outbound-api";
    return legParams(
      accountSid,
      { ...leg, direction: leg.parent ? "outbound-dial" : first },
      status,
    );
  };

  return {
    events,
    names,
    callId,
    /** The SID of the first leg. */
    root,
    rep: rep.userId,
    customer,
    /** The first leg of a call is its root, whose SID the call is known by. */
    leg(
      role: LegRole,
      rest: Pick<Partial<Leg>, "parent" | "user" | "isBrowser" | "medium"> = {},
    ): Leg {
      const isRoot = !hasRoot;
      if (isRoot) names.set(root, `${role} 1`);
      hasRoot = true;
      const leg = { role, ...numbersOf(role, rest.parent !== undefined), ...rest };
      return { ...leg, sid: isRoot ? root : sid("CA", role) };
    },
    /** Our request that Twilio dials was accepted. */
    created(leg: Leg): void {
      add(0, {
        type: "rest.create",
        dedupe_key: `rest.create:${leg.sid}`,
        ...about(leg),
        status: "queued",
        data: { sid: leg.sid, status: "queued", direction: "outbound-api", to: leg.to },
      });
    },
    /** Our own request, or what became of it. */
    request(second: number, event: Pick<CallEvent, "type" | "request"> & Partial<CallEvent>): void {
      add(second, { dedupe_key: `${event.type}:${callId}`, data: {}, ...event });
    },
    /** A leg's status callback; `duration` in seconds comes with the last one. */
    status(second: number, leg: Leg, status: CallStatus, duration?: number): void {
      const sequence = sequences.get(leg.sid) ?? 0;
      sequences.set(leg.sid, sequence + 1);
      const source = "call-progress-events";
      add(second, {
        type: "status",
        dedupe_key: ["status", leg.sid, source, sequence, status].join(":"),
        ...about(leg),
        status,
        sequence,
        duration,
        // Answering is accepting where nobody presses 1.
        ...(leg.medium === "sip" && status === "in-progress" && { accepted: true }),
        data: {
          ...params(leg, status === "queued" ? "initiated" : status),
          CallbackSource: source,
          SequenceNumber: String(sequence),
          Timestamp: twilioTime(at(second)),
          ...(duration !== undefined && { CallDuration: String(duration) }),
        },
      });
    },
    /** A request for TwiML. */
    twiml(
      second: number,
      leg: Leg,
      type: "answer" | "connect" | "screen" | "dialed",
      status: CallStatus,
      more: {
        query?: Record<string, string>;
        params?: Record<string, string>;
        event?: Partial<CallEvent>;
      } = {},
    ): void {
      const { query, event } = more;
      const named = type === "answer" ? {} : { call: callId, ...query };
      add(second, {
        type,
        dedupe_key: ["twiml", type, leg.sid, query?.step ?? "first"].join(":"),
        ...about(leg),
        status,
        query: new URLSearchParams(named).toString(),
        ...(setting.line !== undefined && { answered_from: { line: setting.line } }),
        data: { ...params(leg, status), ...more.params },
        ...event,
      });
    },
    /** The caller's first ring at the company's number. */
    answers(leg: Leg): void {
      const event = { phone_number_id: setting.numberId, owner_id: rep.userId };
      this.twiml(0, leg, "answer", "ringing", { event: { ...event, recording_requested: true } });
    },
    /** The recording of a leg, ready some seconds after its end. */
    recording(
      second: number,
      leg: Leg,
      { from, duration, source = "DialVerb" }: { from: number; duration: number; source?: string },
    ): void {
      const recordingSid = sid("RE", "recording");
      add(second, {
        type: "recording",
        dedupe_key: `recording:${recordingSid}:completed`,
        call_sid: leg.sid,
        recording: {
          sid: recordingSid,
          status: "completed",
          duration,
          channels: source === "DialVerb" ? 2 : 1,
          source,
          started_at: at(from).toISOString(),
        },
        data: {
          AccountSid: accountSid,
          CallSid: leg.sid,
          RecordingSid: recordingSid,
          RecordingStatus: "completed",
          RecordingDuration: String(duration),
          RecordingChannels: "2",
          RecordingSource: source,
          RecordingStartTime: twilioTime(at(from)),
        },
      });
    },
    /**
     * What Twilio's API says of a leg that was billed for so many seconds, once it knows the price.
     */
    priced(second: number, leg: Leg, billed: number, perMinute: number): void {
      const price = `-${(Math.ceil(billed / 60) * perMinute).toFixed(5)}`;
      const duration = String(billed);
      add(second, {
        type: "rest.fetch",
        dedupe_key: `rest.fetch:${leg.sid}:priced`,
        ...about(leg),
        ...{ role: undefined, inferred_role: leg.role },
        status: "completed",
        sequence: 1_000_000,
        duration: billed,
        price,
        price_unit: "USD",
        data: { sid: leg.sid, status: "completed", duration, price, price_unit: "USD" },
      });
    },
    enters(second: number, leg: Leg, space: Space, name = ""): void {
      keys += 1;
      const span = { space, name, entered_at: at(second).toISOString() };
      const dedupe_key = `enters:${callId}:${keys}`;
      add(second, { type: "status", dedupe_key, call_sid: leg.sid, spans: [span], data: {} });
    },
    leaves(second: number, leg: Leg, space: Space, name = ""): void {
      keys += 1;
      const span = { space, name, left_at: at(second).toISOString() };
      const dedupe_key = `leaves:${callId}:${keys}`;
      add(second, { type: "status", dedupe_key, call_sid: leg.sid, spans: [span], data: {} });
    },
    /** LiveKit's reports of a person who is in a room from one second to another. */
    stays([from, until]: [number, number], leg: Leg, room: string): void {
      const joined = at(from).toISOString();
      const said = { type: "livekit" as const, ...about(leg), from: undefined, to: undefined };
      const span = { space: "room" as const, name: room, entered_at: joined };
      add(from, {
        ...{ ...said, dedupe_key: `livekit:joined:${leg.sid}`, data: {} },
        ...{ status: "in-progress", answered_at: joined, accepted: leg.role === "rep" },
        spans: [span],
      });
      add(until, {
        ...{ ...said, dedupe_key: `livekit:left:${leg.sid}`, data: {} },
        ...{ status: "completed", answered_at: joined },
        spans: [{ ...span, left_at: at(until).toISOString() }],
      });
    },
    /** The room of a meeting, from one second to another. */
    meets([from, until]: [number, number], room: Leg): void {
      const said = { type: "livekit" as const, ...about(room), from: undefined, to: undefined };
      add(from, { ...said, dedupe_key: `meets:${callId}`, status: "in-progress", data: {} });
      add(until, { ...said, dedupe_key: `met:${callId}`, status: "completed", data: {} });
    },
    /** What a route did. */
    step(
      second: number,
      kind: string,
      rest: { serves?: boolean; reason?: string; facts?: object } = {},
    ): void {
      keys += 1;
      const dedupe_key = `step:${callId}:${keys}`;
      add(second, { type: "answer", dedupe_key, step: { kind, ...rest }, data: {} });
    },
    /**
     * A rep's leg that rings, is picked up and, unless in a browser, on which 1 is pressed at this
     * second.
     */
    accepts(second: number, leg: Leg): void {
      this.status(second - 4, leg, "ringing");
      this.status(second - 2, leg, "in-progress");
      if (leg.isBrowser) return;
      const query = { leg: "rep", user: rep.userId, step: "digit" };
      const digit = { query, params: { Digits: "1" }, event: { accepted: true } };
      this.twiml(second, leg, "screen", "in-progress", digit);
    },
  };
}

export type CallScript = ReturnType<typeof writeCall>;
