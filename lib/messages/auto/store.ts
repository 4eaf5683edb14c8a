import "server-only";
import type { z } from "zod";
import type { Db } from "@/lib/db/supabase/server";
import type { RuleForm, SwitchRule } from "@/lib/messages/settings";

/** A company's automatic replies, and its numbers that they may be for. */
export async function listRules(db: Db, tenantId: string) {
  const [rules, numbers] = await Promise.all([
    db
      .from("message_rules")
      .select(
        "id, kind, phone_number_id, keyword, action, body, open_from, open_until, open_days, enabled",
      )
      .eq("tenant_id", tenantId)
      .order("kind")
      .order("created_at")
      .order("id")
      .limit(200),
    db
      .from("phone_numbers")
      .select("id, number, name")
      .eq("tenant_id", tenantId)
      .is("removed_at", null)
      .order("created_at"),
  ]);
  if (rules.error)
    throw new Error("The automatic replies could not be read", { cause: rules.error });
  if (numbers.error) throw new Error("The numbers could not be read", { cause: numbers.error });
  return { rules: rules.data, numbers: numbers.data };
}

export type MessageRule = Awaited<ReturnType<typeof listRules>>["rules"][number];

export async function addRule(db: Db, tenantId: string, rule: z.output<typeof RuleForm>) {
  const { error } = await db.from("message_rules").insert({ tenant_id: tenantId, ...rule });
  if (error) throw new Error("The automatic reply could not be added", { cause: error });
}

export async function switchRule(
  db: Db,
  tenantId: string,
  { id, enabled }: z.output<typeof SwitchRule>,
) {
  const { error } = await db
    .from("message_rules")
    .update({ enabled })
    .eq("tenant_id", tenantId)
    .eq("id", id);
  if (error) throw new Error("The automatic reply could not be switched", { cause: error });
}

export async function deleteRule(db: Db, tenantId: string, id: string): Promise<void> {
  const { error } = await db.from("message_rules").delete().eq("tenant_id", tenantId).eq("id", id);
  if (error) throw new Error("The automatic reply could not be deleted", { cause: error });
}
