import type { Db } from "@/lib/db/supabase/server";

/** What stands in the tenant's account for calls in the browser, by SID. */
export type BrowserCalls = {
  account_sid: string;
  application_sid: string;
  api_key_sid: string;
  turned_on_at: string;
};

/** Null while calls in the browser are off. */
export async function readBrowserCalls(db: Db, tenantId: string): Promise<BrowserCalls | null> {
  const { data, error } = await db
    .from("browser_calls")
    .select("account_sid, application_sid, api_key_sid, turned_on_at")
    .eq("tenant_id", tenantId)
    .maybeSingle();
  if (error) throw new Error("Whether browser calls are on could not be read", { cause: error });
  return data;
}
