import { AppError } from "@/lib/errors";
import type { TablesUpdate } from "@/lib/supabase/database.types";
import type { Db } from "@/lib/supabase/server";

/** Makes the signed-in person's company and them its first admin; gives the tenant they have if there is one. */
export async function createTenant(
  db: Db,
  start: { company: string; name: string; country: string; zone: string },
): Promise<string> {
  const { data, error } = await db.rpc("create_tenant", {
    company: start.company,
    person: start.name,
    country: start.country,
    zone: start.zone,
  });
  if (error?.code === "42501") {
    throw new AppError("unauthenticated", "unauthenticated", "Please sign in.", { cause: error });
  }
  if (error) throw new Error("Creating the company failed", { cause: error });
  return data;
}

export async function updateTenant(
  db: Db,
  tenantId: string,
  changes: TablesUpdate<"tenants">,
): Promise<void> {
  const { error } = await db.from("tenants").update(changes).eq("id", tenantId);
  if (error) throw new Error("Saving the company failed", { cause: error });
}
