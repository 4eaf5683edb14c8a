import { isDialable, toE164 } from "@/lib/core/phone";
import type { Line, RoomTrunk } from "@/lib/lines/line";
import type { CallFacts } from "@/lib/record/event";
import type { AcceptFacts } from "@/lib/routing/facts";
import { shownToReps } from "@/lib/voice/caller-id";
import { takeMessage } from "@/lib/voice/decide-control";
import type { Decision } from "@/lib/voice/decision";
import { deviceAt } from "@/lib/voice/devices";
import { noticeFor } from "@/lib/voice/notice";
import { wayIntoRooms } from "@/lib/voice/room-leg";

type Settings = {
  tenant_name: string;
  recording_enabled: boolean;
  recording_notice: string;
  announce_recording: Line["announce_recording"];
  announce_countries: string[];
  call_time_limit_seconds: number;
  rep_caller_id?: Line["rep_caller_id"];
  rooms?: RoomTrunk | null;
};

type OutboundCall = {
  call_id: string;
  call_sid: string;
  user_id?: string;
  to_number: string;
  extension: string;
  from_number: string;
  recording_requested: boolean;
  /** Hang up was clicked, possibly before the leg was known. */
  hangup_requested: boolean;
};

/**
 * A customer dials a tenant's number. If From is not a number, or the company wants it so, the
 * forwarded call shows the tenant's own. The phone that calls, or that diverted the call here, is
 * not rung: it is busy or would divert again. Where nobody can be rung, or whom the number forwards
 * to takes no calls now, the caller leaves a message for them. Where their devices ring one after
 * another, `rung` of them have.
 */
export function decideAnswer(
  line: Settings & { country_code: string },
  number: {
    number: string;
    forward_phone: string | null;
    forward_user_id: string | null;
    forward_in_browser: boolean;
    forward_further?: string[] | null;
    forward_browser_at?: number | null;
    forward_off?: string | null;
  },
  call: { call_id: string; call_sid: string; from: string; forwarded_from?: string },
  rung = 0,
): Decision {
  const { forward_phone: phone, forward_user_id: user_id, forward_in_browser: in_browser } = number;
  const further = number.forward_further ?? [];
  const callers = callersPhones(call, line.country_code);
  const isCaller = [phone, ...further].some((own) => own !== null && callers.includes(own));
  const hasNone = !phone && !in_browser && further.length === 0;
  if (!user_id || isCaller || hasNone || number.forward_off)
    return messageAtOnce(line, number, call.call_id);
  return {
    kind: "forward",
    call_id: call.call_id,
    call_sid: call.call_sid,
    company: line.tenant_name,
    notice: line.recording_enabled ? noticeFor(line, call.from) : null,
    ...oneOf({ phone, in_browser, further }, number.forward_browser_at ?? null, rung),
    ...(in_browser && { rooms: wayIntoRooms(line, [number.number]) }),
    user_id,
    caller_id: shownToReps(line, { from: call.from, to: number.number }),
    record: line.recording_enabled,
    time_limit_seconds: line.call_time_limit_seconds,
  };
}

type Rings = { phone: string | null; in_browser: boolean; further: string[] };

/** What rings of a person: all at once, or the next of their devices, after so many phones. */
function oneOf({ phone, in_browser, further }: Rings, browser_at: number | null, rung: number) {
  const phones = [...(phone ? [phone] : []), ...further];
  const of = phones.length + Number(in_browser);
  if (browser_at === null || of < 2)
    return { phone, in_browser, ...(further.length > 0 && { further }) };
  const one = deviceAt({ phones, inBrowser: in_browser, browser_at }, rung);
  const devices = { rung: rung + 1, of };
  return { phone: one.phones[0] ?? null, in_browser: one.inBrowser, devices };
}

/** A caller for whom nobody is rung leaves a message: to whom the number forwards, if anybody. */
export function messageAtOnce(
  { tenant_name: company }: { tenant_name: string },
  { forward_user_id }: { forward_user_id: string | null },
  call_id: string,
): Decision {
  return { ...takeMessage({ call_id, role: "caller" }, forward_user_id), company };
}

/** The phones (E.164) that a call comes from and was last diverted from, in whatever format. */
export function callersPhones(
  { from, forwarded_from }: { from: string; forwarded_from?: string },
  countryCode: string,
): string[] {
  return [from, forwarded_from].flatMap((typed) => (typed && toE164(typed, countryCode)) || []);
}

/** The rep's phone was picked up on an outbound call: by the rep, or by their voicemail. */
export function decideConnect(
  call: OutboundCall & { who: string; calls_back?: boolean; via?: string; beside?: boolean },
): Decision {
  if (call.hangup_requested) return { kind: "hangup" };
  return {
    kind: "ask_to_connect",
    call_id: call.call_id,
    user_id: call.user_id,
    who: call.who,
    to: call.to_number,
    extension: call.extension,
    record: call.recording_requested,
    calls_back: call.calls_back,
    via: call.via,
    beside: call.beside,
  };
}

/** Each takes five seconds, and up to one for the database. */
const maxWaits = 6;

/**
 * A rep has pressed 1 on one of the phones that a callback rings, and the database, which knows
 * whether another has the caller already, is away: this one asks again for about half a minute.
 */
export function decideUnclaimed(call: OutboundCall, waited: number): Decision {
  if (waited >= maxWaits) {
    const sentence = "The callback can't be connected right now. Goodbye.";
    return { kind: "say_and_hangup", sentence };
  }
  const { call_id, user_id, to_number: to, extension, recording_requested: record } = call;
  return { kind: "wait_to_connect", call_id, user_id, to, extension, record, waited };
}

type Beside = Pick<AcceptFacts, "taken_by" | "is_own">;

/** Somebody has the call already; null where nobody has. */
export function takenBeside({ taken_by, is_own }: Partial<Beside>): Decision | null {
  return taken_by ? { kind: "taken", by: is_own ? null : taken_by } : null;
}

/** The rep has pressed something on an outbound call; called back, maybe on another phone too. */
export function decideConnected(
  line: Settings,
  call: OutboundCall & Partial<Beside>,
  digits: string,
): Decision {
  if (call.hangup_requested) return { kind: "hangup" };
  if (digits !== "1") return { kind: "not_accepted" };
  const taken = takenBeside(call);
  if (taken) return taken;
  return {
    kind: "dial_customer",
    call_id: call.call_id,
    call_sid: call.call_sid,
    user_id: call.user_id,
    to: call.to_number,
    extension: call.extension,
    caller_id: call.from_number,
    record: call.recording_requested,
    announce: call.recording_requested && noticeFor(line, call.to_number) !== null,
    time_limit_seconds: line.call_time_limit_seconds,
  };
}

/** The rep's phone was picked up on an inbound call. */
export function decideScreen(call: {
  call_id: string;
  parent_sid?: string;
  user_id: string;
  who: string;
  via?: string;
  by?: string;
  summary?: string;
}): Decision {
  return { kind: "ask_to_accept", ...call };
}

/** While the database is away, Twilio decides who of several that press 1 gets the caller. */
export function decideScreened(digits: string, among: Beside & { others: boolean }): Decision {
  if (digits !== "1") return { kind: "not_accepted" };
  const taken = takenBeside(among);
  if (taken) return taken;
  return { kind: "bridge", others: among.others };
}

/**
 * The <Dial> has ended. `connected` is from the record, because DialCallStatus can be "completed"
 * for a declined whisper. A caller whom nobody has taken leaves a message: for the person who was
 * rung (`mailbox`).
 */
export function decideDialed(
  direction: "inbound" | "outbound" | "internal",
  dialed: { connected: boolean; dialCallStatus?: string; call_id: string; mailbox?: string },
): Decision {
  if (dialed.connected) return { kind: "hangup" };
  if (direction === "inbound") {
    return takeMessage({ call_id: dialed.call_id, role: "caller" }, dialed.mailbox ?? null);
  }
  switch (dialed.dialCallStatus) {
    case "busy":
    case "canceled":
      if (direction === "internal") return { kind: "say_and_hangup", sentence: declined };
      if (dialed.dialCallStatus === "canceled") return { kind: "hangup" };
      return { kind: "say_and_hangup", sentence: "The line is busy. Goodbye." };
    case "no-answer":
      return { kind: "say_and_hangup", sentence: "Nobody answered. Goodbye." };
    case "failed":
      return { kind: "say_and_hangup", sentence: "The call couldn't be connected. Goodbye." };
    default:
      return { kind: "hangup" };
  }
}

const declined = "Your colleague can't take the call right now. Goodbye.";

/** The facts of an internal call. */
type InternalCall = {
  call_id: string;
  from_number: string;
  recording_requested: boolean;
  hangup_requested: boolean;
  colleague?: CallFacts["colleague"];
};

/**
 * A person is on the line who calls a colleague. The browser is rung where nothing else can be, so
 * that the call ends as one that nobody answered. A phone needs a number to show.
 */
export function decideColleague(
  line: Pick<Line, "call_time_limit_seconds" | "rooms">,
  call: InternalCall,
  leg: { call_sid: string; user_id?: string },
): Decision {
  const { colleague } = call;
  if (call.hangup_requested || !colleague) return { kind: "hangup" };
  const caller_id = isDialable(call.from_number) ? call.from_number : null;
  const phone = caller_id && colleague.phone ? colleague.phone : null;
  return {
    kind: "dial_colleague",
    call_id: call.call_id,
    ...leg,
    callee_id: colleague.user_id,
    phone,
    further: phone === null ? [] : colleague.further_phones,
    in_browser: colleague.in_browser || phone === null,
    rooms: caller_id ? wayIntoRooms(line, [caller_id]) : null,
    caller_id,
    record: call.recording_requested,
    time_limit_seconds: line.call_time_limit_seconds,
  };
}
