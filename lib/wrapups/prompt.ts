import "server-only";
import type { Member } from "@/lib/auth/member";

/** Whether the bar asks this person what came of each call. */
export async function readWrapUpPrompt({ db, tenant, user_id }: Member): Promise<boolean> {
  const { data, error } = await db
    .from("profiles")
    .select("wrap_up_prompt")
    .eq("tenant_id", tenant.id)
    .eq("user_id", user_id)
    .single();
  if (error) throw new Error("The setting could not be read", { cause: error });
  return data.wrap_up_prompt;
}

export async function saveWrapUpPrompt(
  { db, tenant, user_id }: Member,
  wrap_up_prompt: boolean,
): Promise<void> {
  const { error } = await db
    .from("profiles")
    .update({ wrap_up_prompt })
    .eq("tenant_id", tenant.id)
    .eq("user_id", user_id);
  if (error) throw new Error("The setting could not be saved", { cause: error });
}
