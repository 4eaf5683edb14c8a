import { createHash } from "node:crypto";
import type { Role } from "@/tests/database/isolation/subject";

export const sides = ["acme", "globex"] as const;
export type Side = (typeof sides)[number];
/**
 * `gone` was removed, having been an admin with calls and a phone. So were `turncoat` and `boss`
 * from Acme: the one is a rep of Globex now, the other an admin.
 */
export const people = ["admin", "manager", "rep", "rep2", "gone", "turncoat", "boss"] as const;
export type Person = (typeof people)[number];

/** An id that is the same in every run. */
export function idOf(side: Side, thing: string): string {
  const hex = createHash("md5").update(`${side} ${thing}`).digest("hex");
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, "$1-$2-4$3-8$4-$5");
}

export const personOf = (side: Side, name: Person) =>
  idOf(name === "turncoat" || name === "boss" ? "acme" : side, name);

const sid = (prefix: string, side: Side, thing: string) =>
  prefix + createHash("md5").update(`${side} ${thing}`).digest("hex");

/** A tenant's ids, quoted for SQL. */
export function tenantOf(side: Side) {
  const q = (thing: string) => `'${idOf(side, thing)}'`;
  return {
    side,
    id: q("tenant"),
    person: (name: Person) => `'${personOf(side, name)}'`,
    thing: q,
    sid: (prefix: string, thing: string) => `'${sid(prefix, side, thing)}'`,
  };
}
export type Tenant = ReturnType<typeof tenantOf>;

export const rolesOf = (side: Side): Record<Person, Role> => ({
  admin: "admin",
  manager: "manager",
  rep: "rep",
  rep2: "rep",
  gone: "admin",
  turncoat: side === "acme" ? "admin" : "rep",
  boss: "admin",
});

export const callers = ["rep", "rep2", "gone", "turncoat"] as const;
export const call = (t: Tenant, who: string) => t.thing(`call of ${who}`);
