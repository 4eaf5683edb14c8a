import { createHash } from "node:crypto";
import { numberAt } from "@/bench/data/numbers";
import { type Scale, sizeOf, tenantCount } from "@/bench/data/sizes";
import { hexOf, uuidOf } from "@/local/demo/chance";
import { type PlantedPerson, password } from "@/local/tenant/plant";

export type BenchPerson = PlantedPerson;

export type BenchTenantFacts = {
  id: string;
  name: string;
  accountSid: string;
  authToken: string;
  /** The Twilio number, E.164. It forwards to the first rep. */
  number: string;
  numberId: string;
  numberSid: string;
  /** An admin, a manager, then the reps. */
  people: BenchPerson[];
  calls: number;
  contacts: number;
};

/** What everyone of the data set signs in with. */
export const benchPassword = password;

const maxPeople = 20;
const firstPersonLine = 110;
const firstTenantLine = 100;
const firstContactLine = 200;

function repsOf(index: number): number {
  if (index === 0) return 12;
  return index < 20 ? 6 : 2 + (index % 3);
}

/**
 * What is known beforehand of a tenant of the data set, 0 being the largest. Throws where there is
 * no such tenant.
 */
export function tenantOf(index: number, scale: Scale = "large"): BenchTenantFacts {
  const { calls, contacts } = sizeOf(index, scale);
  const name = `bench tenant ${index}`;
  const roles = [
    "admin",
    "manager",
    ...Array.from({ length: repsOf(index) }, () => "rep"),
  ] as const;
  const domain = `tenant-${String(index).padStart(3, "0")}.test`;
  return {
    id: uuidOf(name),
    name: `Tenant ${String(index).padStart(3, "0")}`,
    accountSid: `AC${hexOf(`${name} account`)}`,
    authToken: hexOf(`${name} token`),
    number: numberAt(index, firstTenantLine),
    numberId: uuidOf(`${name} number`),
    numberSid: `PN${hexOf(`${name} number`)}`,
    people: roles.map((role, place) => {
      const mailbox = role === "rep" ? `rep${place - 1}` : role;
      return {
        userId: uuidOf(`${name} ${mailbox}`),
        email: `${mailbox}@${domain}`,
        role: role === "admin" || role === "manager" ? role : "rep",
        name: `${role[0]?.toUpperCase()}${mailbox.slice(1)} of ${index}`,
        phone: numberAt(index * maxPeople + place, firstPersonLine),
      };
    }),
    calls,
    contacts,
  };
}

/** All tenants, the largest first. */
export function allTenants(scale: Scale): BenchTenantFacts[] {
  return Array.from({ length: tenantCount }, (_, index) => tenantOf(index, scale));
}

/**
 * A contact of a tenant, from 0; the first is in one of thirty of its calls. As contacts.sql makes
 * it.
 */
export function contactOf(
  index: number,
  at: number,
  scale: Scale = "large",
): { id: string; phone: string } {
  const place = sizeOf(index, scale).firstContact + at;
  const hex = createHash("md5").update(`ringbook bench contact ${place}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  const id = [...parts, `a${hex.slice(17, 20)}`, hex.slice(20)].join("-");
  return { id, phone: numberAt(place, firstContactLine) };
}
