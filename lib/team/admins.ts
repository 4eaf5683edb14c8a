import "server-only";
import type { Member } from "@/lib/auth/member";
import { listColleagues } from "@/lib/team/store";

/** "Ask Ada Fox or Ben Ito.": who can do what only admins may. */
export async function askAnAdmin({ db, tenant }: Pick<Member, "db" | "tenant">): Promise<string> {
  const colleagues = await listColleagues(db, tenant.id);
  const admins = colleagues.filter(({ role }) => role === "admin").map(({ name }) => name);
  return `Ask ${new Intl.ListFormat("en", { type: "disjunction" }).format(admins)}.`;
}
