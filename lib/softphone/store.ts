import "server-only";
import { cache } from "react";
import type { Member } from "@/lib/auth/member";
import { changeOrAdd } from "@/lib/db/supabase/change-or-add";
import { CallDevices, usualDevices } from "@/lib/softphone/schema";
import { readBrowserCalls } from "@/lib/twilio-account/browser-calls/store";

type Person = Pick<Member, "db" | "tenant" | "user_id">;

/** What a member is rung on and calls with; asked once for a page. */
export const readDevices = cache(async ({ db, user_id }: Person): Promise<CallDevices> => {
  const query = db.from("call_devices").select("rings_on, places_on").eq("user_id", user_id);
  const { data, error } = await query.maybeSingle();
  if (error) throw new Error("The devices could not be read", { cause: error });
  return data ? CallDevices.parse(data) : usualDevices;
});

/** What a member is rung on and calls with, and whether the company has browser calls. */
export async function readCallDevices(
  person: Person,
): Promise<CallDevices & { isOffered: boolean }> {
  const [devices, browserCalls] = await Promise.all([
    readDevices(person),
    readBrowserCalls(person.db, person.tenant.id),
  ]);
  return { ...devices, isOffered: browserCalls !== null };
}

/** Saves what the member is rung on and calls with. */
export async function saveDevices(
  { db, tenant, user_id }: Person,
  devices: CallDevices,
): Promise<void> {
  const mine = { tenant_id: tenant.id, user_id };
  const error = await changeOrAdd(
    () =>
      db
        .from("call_devices")
        .update({ ...devices, updated_at: new Date().toISOString() })
        .match(mine)
        .select("user_id"),
    () => db.from("call_devices").insert({ ...mine, ...devices }),
  );
  if (error) throw new Error("The devices could not be saved", { cause: error });
}
