import "server-only";
import type { Member } from "@/lib/auth/member";
import { changeOrAdd } from "@/lib/db/supabase/change-or-add";
import { type BrowserWays, type CallDevices, usualDevices } from "@/lib/softphone/schema";
import { readBrowserCalls } from "@/lib/twilio-account/browser-calls/store";

type Person = Pick<Member, "db" | "tenant" | "user_id">;

/** What a member is rung on and calls with, and which ways the company has to reach browsers. */
export async function readCallDevices({
  db,
  tenant,
  call_devices,
}: Pick<Member, "db" | "tenant" | "call_devices">): Promise<CallDevices & BrowserWays> {
  const byTwilio = (await readBrowserCalls(db, tenant.id)) !== null;
  return { ...(call_devices ?? usualDevices), byTwilio, inRooms: tenant.rooms_url !== null };
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
