import type { Phones } from "@/lib/team/store";

/** Someone a number may ring, and whether their phone can be rung. */
export type PersonToRing = {
  user_id: string;
  name: string;
  phone: "none" | "unverified" | "verified";
};

export function peopleToRing(
  colleagues: { user_id: string; name: string }[],
  phones: Phones,
): PersonToRing[] {
  return colleagues.map(({ user_id, name }) => ({
    user_id,
    name,
    phone: phones.get(user_id) ?? "none",
  }));
}
