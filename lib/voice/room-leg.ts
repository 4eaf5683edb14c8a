import { xmlText } from "@/lib/core/text";
import type { RoomTrunk } from "@/lib/lines/line";
import { writeCallHeader } from "@/lib/livekit/call-header";
import { openLivekitSecret } from "@/lib/livekit/secret";
import type { Dial as DialVerb } from "@/lib/twilio/voice-response";
import { numberCallback } from "@/lib/voice/dial";

/**
 * Where a call's <Sip> goes: the trunk, the company's number that it takes the call for, and after
 * how much silence the room ends where the call's route says so.
 * https://docs.livekit.io/sip/quickstarts/accepting-calls-twilio-voice/
 */
export type RoomWay = RoomTrunk & { number: string; silence_seconds?: number | null };

type RoomLeg = { call: string; parent: string; left?: string; agent?: string };

/** Shown instead of what only Twilio gets. */
const hidden = "…";

/** The way into rooms for a call of these numbers (E.164); null where none is on the trunk. */
export function wayIntoRooms(
  { rooms }: { rooms?: RoomTrunk | null },
  candidates: readonly string[],
  { silence_seconds }: Pick<RoomWay, "silence_seconds"> = {},
): RoomWay | null {
  const number = candidates.find((one) => rooms?.numbers.includes(one));
  return rooms && number ? { ...rooms, number, silence_seconds } : null;
}

/**
 * Whether a <Dial> rings browsers in a room. With a <Number> it may only where Twilio's Enhanced
 * Programmable SIP Features are on: https://www.twilio.com/docs/voice/twiml/sip
 */
export function isInRoom(
  way: RoomWay | null | undefined,
  { besidePhones }: { besidePhones: boolean },
): way is RoomWay {
  return !!way && (!besidePhones || way.beside_phones);
}

/** For the end of a <Dial> that has only a <Sip>: whom to ring by <Client> if it fails. */
export function fallbackOf(users: readonly string[], seconds: number): string {
  return `${seconds}.${users.join(",")}`;
}

/**
 * Rings people in their browsers through a LiveKit room: one leg for all of them. False, and rings
 * nobody, where the trunk's password does not open.
 */
export function ringInRoom(
  verb: DialVerb,
  { call, parent, left, agent }: RoomLeg,
  users: readonly string[],
  way: RoomWay,
): boolean {
  const credentials = credentialsOf(way);
  if (!credentials) return false;
  const query = { call, leg: "rep", parent, left, agent, rings: users.join(",") };
  const edge = way.region ? `;region=${way.region}` : "";
  const said = writeCallHeader({ call, silence_seconds: way.silence_seconds });
  const header = `X-Ringbook-Call=${encodeURIComponent(said)}`;
  const address = `sip:${way.number}@${way.sip_host};transport=${way.transport}${edge}?${header}`;
  verb.sip({ ...credentials, ...numberCallback(query) }, xmlText(address));
  return true;
}

function credentialsOf(way: RoomWay): { username: string; password: string } | null {
  if (!way.secret) return { username: hidden, password: hidden };
  const { tenant_id, sip_username, sip_password_ciphertext } = way.secret;
  try {
    const password = openLivekitSecret(sip_password_ciphertext, tenant_id, "sip_password");
    return { username: xmlText(sip_username), password: xmlText(password) };
  } catch (error) {
    console.error(`calls of tenant ${tenant_id} reach no LiveKit room:`, error);
    return null;
  }
}
