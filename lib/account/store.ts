import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";

type Me = { user_id: string; tenant: { id: string } };

export async function readMyName(db: Db, me: Me): Promise<string> {
  const { data, error } = await db
    .from("profiles")
    .select("name")
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id)
    .single();
  if (error) throw new Error("Reading the name failed", { cause: error });
  return data.name;
}

/** False when the name is no longer what it `was`. */
export async function renameMe(db: Db, me: Me, name: string, was: string): Promise<boolean> {
  const update = db
    .from("profiles")
    .update({ name })
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id);
  const { data, error } = await whereStill(update, { name: was }).select("user_id");
  if (error) throw new Error("Renaming failed", { cause: error });
  return data.length > 0;
}

/** The number or caller ID that one's calls show where nothing else decides; null: the rule. */
export async function readMyDefaultNumber(db: Db, me: Me): Promise<string | null> {
  const { data, error } = await db
    .from("profiles")
    .select("default_number_id, default_caller_id")
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id)
    .single();
  if (error) throw new Error("Reading the default number failed", { cause: error });
  return data.default_caller_id ?? data.default_number_id;
}

type DefaultNumber = { default_number_id: string | null; default_caller_id: string | null };

/** False when the number is no longer what it `was`. */
export async function saveMyDefaultNumber(
  db: Db,
  me: Me,
  chosen: DefaultNumber,
  was: DefaultNumber,
): Promise<boolean> {
  const update = db
    .from("profiles")
    .update(chosen)
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id);
  const { data, error } = await whereStill(update, was).select("user_id");
  if (error) throw new Error("Saving the default number failed", { cause: error });
  return data.length > 0;
}

/** One's own phone, E.164; null when there is none. */
export async function readMyPhone(db: Db, me: Me): Promise<string | null> {
  const { data, error } = await db
    .from("personal_phones")
    .select("phone")
    .eq("tenant_id", me.tenant.id)
    .eq("user_id", me.user_id)
    .maybeSingle();
  if (error) throw new Error("Reading the phone failed", { cause: error });
  return data?.phone ?? null;
}

/** `phone` is E.164; false when the phone is no longer what it `was` (null: there was none). */
export async function saveMyPhone(
  db: Db,
  me: Me,
  phone: string,
  was: string | null,
): Promise<boolean> {
  const own = { tenant_id: me.tenant.id, user_id: me.user_id };
  if (was === null) {
    const { error } = await db.from("personal_phones").insert({ ...own, phone });
    if (error && error.code !== duplicate) throw savingFailed(error);
    return !error;
  }
  const update = db
    .from("personal_phones")
    .update({ phone, updated_at: new Date().toISOString() })
    .match(own);
  const { data, error } = await whereStill(update, { phone: was }).select("user_id");
  if (error) throw savingFailed(error);
  return data.length > 0;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const duplicate = "23505";

function savingFailed(cause: unknown): Error {
  return new Error("Saving the phone failed", { cause });
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
      "Sign-in isn't responding. Please try again shortly.",
      { cause: error },
    );
  }
  await apart.auth.signOut({ scope: "local" });
  return "right";
}
