import "server-only";
import type { Member } from "@/lib/auth/member";
import { changeOrAdd } from "@/lib/db/supabase/change-or-add";
import { type CallDevices, usualDevices } from "@/lib/softphone/schema";
import { readBrowserCalls } from "@/lib/twilio-account/browser-calls/store";

type Person = Pick<Member, "db" | "tenant" | "user_id">;

/** What a member is rung on and calls with, and whether the company has browser calls. */
export async function readCallDevices({
  db,
  tenant,
  call_devices,
}: Pick<Member, "db" | "tenant" | "call_devices">): Promise<CallDevices & { isOffered: boolean }> {
  const browserCalls = await readBrowserCalls(db, tenant.id);
  return { ...(call_devices ?? usualDevices), isOffered: browserCalls !== null };
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
