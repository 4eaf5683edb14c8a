import { randomInt } from "node:crypto";

/** Without letters and digits that look alike, as LiveKit's own. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const LENGTH = 12;

/** Room, participant, track, event, SIP trunk, dispatch rule, SIP call, node. */
export type IdPrefix = "RM" | "PA" | "TR" | "EV" | "ST" | "SDR" | "SCL" | "ND";

export function newId(prefix: IdPrefix): string {
  return `${prefix}_${randomPart()}`;
}

/** What makes a name unguessable. */
export function randomPart(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}
