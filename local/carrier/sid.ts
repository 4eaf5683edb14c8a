import { createHash, randomBytes } from "node:crypto";

export type SidPrefix =
  | "AC"
  | "CA"
  | "MZ"
  | "PN"
  | "RE"
  | "TK"
  | "AP"
  | "SK"
  | "FA"
  | "QU"
  | "CF"
  | "SM"
  | "MM"
  | "ME"
  | "MG"
  | "AD"
  | "BU"
  | "RN";

/** A fresh Twilio-shaped identifier: two letters and 32 hexadecimal digits. */
export function newSid(prefix: SidPrefix): string {
  return prefix + randomBytes(16).toString("hex");
}

/** The same identifier for the same name, so that settings survive being declared again. */
export function sidFor(prefix: SidPrefix, name: string): string {
  return prefix + createHash("sha256").update(name).digest("hex").slice(0, 32);
}
