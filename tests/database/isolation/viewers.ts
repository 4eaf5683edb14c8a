import type { Role } from "@/tests/database/isolation/subject";
import { idOf, personOf, type Side } from "@/tests/database/isolation/tenants";

/** Someone who asks: with which database role, as whom, and what they are where. */
export type Viewer = {
  name: string;
  dataRole: string;
  person: string | null;
  member: { tenant: string; role: Role } | null;
};

const roles = ["rep", "manager", "admin"] as const;
const member = (side: Side, role: Role, name: "turncoat" | Role = role): Viewer => ({
  name: name === "turncoat" ? `someone who left Acme for Globex` : `${role} of ${side}`,
  dataRole: "authenticated",
  person: personOf(side, name),
  member: { tenant: idOf(side, "tenant"), role },
});

/** Everyone the matrix is walked for. */
export const viewers: Viewer[] = [
  { name: "nobody signed in", dataRole: "anon", person: null, member: null },
  { name: "a session without a person", dataRole: "authenticated", person: null, member: null },
  {
    name: "someone without a tenant",
    dataRole: "authenticated",
    person: idOf("acme", "stranger"),
    member: null,
  },
  {
    name: "removed member of acme",
    dataRole: "authenticated",
    person: personOf("acme", "gone"),
    member: null,
  },
  member("globex", "rep", "turncoat"),
  ...roles.map((role) => member("acme", role)),
  ...roles.map((role) => member("globex", role)),
];
