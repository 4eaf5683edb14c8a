import "server-only";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

export function noCall(): AppError {
  return new AppError("not_found", "call_not_found", "This call doesn't exist.");
}

export function noTwilio(): AppError {
  const sentence = "Your company isn't connected to Twilio yet.";
  return new AppError("conflict", "twilio_not_configured", sentence);
}

/** Whether the tenant has a call that this person may read. */
export async function isCall(db: Db, tenantId: string, callId: string): Promise<boolean> {
  const { data, error } = await db
    .from("calls")
    .select("id")
    .eq("tenant_id", tenantId)
    .eq("id", callId)
    .maybeSingle();
  if (error) throw new Error("The call could not be read", { cause: error });
  return data !== null;
}
