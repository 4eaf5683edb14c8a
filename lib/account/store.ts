import { AppError } from "@/lib/errors";
import type { Db } from "@/lib/supabase/server";

type Me = { user_id: string; tenant: { id: string } };

export async function renameMe(db: Db, me: Me, name: string): Promise<void> {
  const { error } = await db
    .from("profiles")
    .update({ name })
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id);
  if (error) throw new Error("Renaming failed", { cause: error });
}

/** `phone` is E.164. Update, then insert: an upsert would need rights on columns nobody may write. */
export async function saveMyPhone(db: Db, me: Me, phone: string): Promise<void> {
  const changed = await db
    .from("personal_phones")
    .update({ phone, updated_at: new Date().toISOString() })
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id)
    .select("user_id");
  if (changed.error) throw new Error("Saving the phone failed", { cause: changed.error });
  if (changed.data.length > 0) return;
  const added = await db
    .from("personal_phones")
    .insert({ tenant_id: me.tenant.id, user_id: me.user_id, phone });
  if (added.error) throw new Error("Saving the phone failed", { cause: added.error });
}

export async function removeMyPhone(db: Db, me: Me): Promise<void> {
  const { error } = await db
    .from("personal_phones")
    .delete()
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id);
  if (error) throw new Error("Removing the phone failed", { cause: error });
}

/** Tries a person's password in a session of its own (`apart`), which ends at once. */
export async function checkPassword(
  apart: Db,
  email: string,
  password: string,
): Promise<"right" | "wrong"> {
  const { error } = await apart.auth.signInWithPassword({ email, password });
  if (error?.code === "invalid_credentials") return "wrong";
  if (error) {
    throw new AppError(
      "unavailable",
      "sign_in_unavailable",
      "Sign-in does not answer at the moment. Please try again shortly.",
      { cause: error },
    );
  }
  await apart.auth.signOut({ scope: "local" });
  return "right";
}
