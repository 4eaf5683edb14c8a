import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/core/errors";
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

/** Adds a rule, or changes the one of this id, whose kind stays. */
export async function saveRule(
  db: Db,
  tenantId: string,
  { id, kind, ...rule }: z.output<typeof RuleForm>,
) {
  const rules = db.from("message_rules");
  const { data, error } = id
    ? await rules.update(rule).eq("tenant_id", tenantId).eq("id", id).eq("kind", kind).select("id")
    : await rules.insert({ tenant_id: tenantId, kind, ...rule }).select("id");
  if (error) throw new Error("The automatic reply could not be saved", { cause: error });
  if (data.length > 0) return;
  const message = "This automatic reply doesn't exist any more.";
  throw new AppError("not_found", "rule_not_found", message);
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
