import { randomBytes, randomUUID } from "node:crypto";
import { inboundCallId } from "@/lib/record/event";
import { randomPart } from "@/local/livekit/ids";

const kinds = [
  /call-[0-9a-f]{24}_[+0-9]+_[A-Za-z0-9]{12}/,
  /(?:PA|EV|RM|TR|ST)_[A-Za-z0-9]{12}/,
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
  /(?:CA|RE|AC|PN|MZ|u_)[0-9a-f]{32}/,
].map(({ source }) => source);
const id = new RegExp(`(?<![0-9a-f])(?:${kinds.join("|")})(?![0-9a-f])`, "g");

/** Which id replaces which. */
export type Names = ReadonlyMap<string, string>;

/** Every id in a text by the one that replaces it. */
export function rename(text: string, names: Names): string {
  return text.replace(id, (found) => names.get(found) ?? found);
}

export function renamed<T>(value: T, names: Names): T {
  return JSON.parse(rename(JSON.stringify(value), names));
}

export function reversed(names: Names): Names {
  return new Map([...names].map(([from, to]) => [to, from]));
}

/** Twilio's ids of calls, recordings and streams, and LiveKit's of rooms, people and events. */
export function sidsIn(text: string): string[] {
  return [
    ...new Set(text.match(id)?.filter((found) => /^(CA|RE|MZ|call-|PA_|EV_|RM_|TR_)/.test(found))),
  ];
}

/**
 * New ids for a call and what belongs to it; an inbound call's id follows from its caller's leg.
 */
export function freshNames(
  sids: string[],
  call: { id: string; callerSid: string | null; tenantId: string; roomPrefix: string },
): Names {
  const names = new Map(sids.map((sid) => [sid, likeSid(sid, call.roomPrefix)]));
  const caller = call.callerSid && names.get(call.callerSid);
  names.set(call.id, caller ? inboundCallId(call.tenantId, caller) : randomUUID());
  return names;
}

function likeSid(sid: string, roomPrefix: string): string {
  if (sid.startsWith("call-")) return [roomPrefix, sid.split("_")[1], randomPart()].join("_");
  const kind = sid.slice(0, 2);
  return sid[2] === "_" ? `${kind}_${randomPart()}` : kind + randomBytes(16).toString("hex");
}
