import "server-only";
import type { Db } from "@/lib/db/supabase/server";
import { listColleagues } from "@/lib/team/store";

type Asks = { db: Db; tenant: { id: string } };

/** "Ask Ada Fox or Ben Ito.": who can do what only admins may. */
export async function askAnAdmin({ db, tenant }: Asks): Promise<string> {
  const colleagues = await listColleagues(db, tenant.id);
  const admins = colleagues.filter(({ role }) => role === "admin").map(({ name }) => name);
  return `Ask ${new Intl.ListFormat("en", { type: "disjunction" }).format(admins)}.`;
}
