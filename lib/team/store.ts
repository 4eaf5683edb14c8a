import { z } from "zod";
import { AppError, adminsOnly } from "@/lib/core/errors";
import type { Tables } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";

export type Colleague = Pick<
  Tables<"profiles">,
  "user_id" | "role" | "name" | "email" | "created_at" | "removed_at"
>;

/** Who belongs to the tenant now, by name; with `former`, also those who once did. */
export async function listColleagues(
  db: Db,
  tenantId: string,
  { former = false } = {},
): Promise<Colleague[]> {
  const everyone = db
    .from("profiles")
    .select("user_id, role, name, email, created_at, removed_at")
    .eq("tenant_id", tenantId);
  const wanted = former ? everyone : everyone.is("removed_at", null);
  const { data, error } = await wanted.order("name").order("user_id");
  if (error) throw new Error("Reading the team failed", { cause: error });
  return data;
}

/** Whether the phones that people have set are verified, by `user_id`. */
export type Phones = Map<string, "verified" | "unverified">;

/**
 * Who has set a personal phone. RLS shows all of the tenant to managers and admins, else only one's
 * own.
 */
export async function listPhones(db: Db, tenantId: string): Promise<Phones> {
  const { data, error } = await db
    .from("personal_phones")
    .select("user_id, verified_at")
    .eq("tenant_id", tenantId);
  if (error) throw new Error("Reading who has a phone failed", { cause: error });
  return new Map(
    data.map(({ user_id, verified_at }) => [user_id, verified_at ? "verified" : "unverified"]),
  );
}

export type PendingInvitation = Pick<
  Tables<"invitations">,
  "id" | "email" | "role" | "sent_at" | "expires_at"
>;

/** Invitations that were neither accepted nor revoked, newest first; expired ones too. */
export async function listPendingInvitations(
  db: Db,
  tenantId: string,
): Promise<PendingInvitation[]> {
  const { data, error } = await db
    .from("invitations")
    .select("id, email, role, sent_at, expires_at")
    .eq("tenant_id", tenantId)
    .is("accepted_at", null)
    .is("revoked_at", null)
    .order("created_at", { ascending: false })
    .limit(100);
  if (error) throw new Error("Reading the invitations failed", { cause: error });
  return data;
}

/** One of them; null once it was accepted or revoked, or in another company. */
export async function readPendingInvitation(db: Db, tenantId: string, id: string) {
  const { data, error } = await db
    .from("invitations")
    .select("email, sent_at")
    .match({ tenant_id: tenantId, id })
    .is("accepted_at", null)
    .is("revoked_at", null)
    .maybeSingle();
  if (error) throw new Error("Reading the invitation failed", { cause: error });
  return data;
}

/**
 * The token of a link that lives 7 days and works once; an earlier one for the same address ends.
 */
export async function createInvitation(
  db: Db,
  invitation: { email: string; role: Colleague["role"] },
): Promise<string> {
  const { data, error } = await db.rpc("create_invitation", {
    invitee: invitation.email,
    as_role: invitation.role,
  });
  if (error) throw refused(error, "Inviting failed");
  return data;
}

const Renewed = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("renewed"),
    token: z.string(),
    email: z.string(),
    role: z.enum(["rep", "manager", "admin"]),
  }),
  z.object({ status: z.literal("just_sent") }),
  z.object({ status: z.literal("gone") }),
]);

/** A new link for an invitation, unless it got one within the last minute; the old one ends. */
export async function renewInvitation(db: Db, id: string) {
  const { data, error } = await db.rpc("renew_invitation", { invitation: id });
  if (error) throw refused(error, "Renewing the invitation failed");
  return Renewed.parse(data);
}

export async function revokeInvitation(db: Db, id: string): Promise<void> {
  const { error } = await db.rpc("revoke_invitation", { invitation: id });
  if (error) throw refused(error, "Revoking the invitation failed");
}

const Changed = z.enum(["changed", "removed", "not_found", "last_admin", "changed_meanwhile"]);

/** Gives `role` to someone who still has the role that they `was`. */
export async function changeRole(
  db: Db,
  userId: string,
  role: Colleague["role"],
  was: Colleague["role"],
) {
  const change = { member: userId, new_role: role, was };
  const { data, error } = await db.rpc("change_member_role", change);
  if (error) throw refused(error, "Changing the role failed");
  return Changed.parse(data);
}

export async function removeMember(db: Db, userId: string) {
  const { data, error } = await db.rpc("remove_member", { member: userId });
  if (error) throw refused(error, "Removing the person failed");
  return Changed.parse(data);
}

const Peeked = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("open"),
    tenant_name: z.string(),
    email: z.string(),
    role: z.enum(["rep", "manager", "admin"]),
  }),
  z.object({ status: z.enum(["used", "revoked", "expired"]) }),
]);
export type PeekedInvitation = z.infer<typeof Peeked>;

/**
 * What the holder of an invitation's link may see before signing in; null when there is no such
 * invitation.
 */
export async function peekInvitation(db: Db, token: string): Promise<PeekedInvitation | null> {
  const { data, error } = await db.rpc("peek_invitation", { token });
  if (error) {
    throw new AppError(
      "unavailable",
      "database_unavailable",
      "The invitation can't be read right now.",
      {
        cause: error,
      },
    );
  }
  return Peeked.nullable().parse(data);
}

const Accepted = z.enum([
  "joined",
  "invalid",
  "used",
  "expired",
  "member_elsewhere",
  "another_address",
  "unconfirmed",
]);

export async function acceptInvitation(db: Db, token: string, name: string) {
  const { data, error } = await db.rpc("accept_invitation", { token, person: name });
  if (error?.code === "42501") {
    throw new AppError("unauthenticated", "unauthenticated", "Please sign in.", { cause: error });
  }
  if (error) throw new Error("Accepting the invitation failed", { cause: error });
  return Accepted.parse(data);
}

/** 42501 is the database's own refusal, should a role have changed since the page was drawn. */
function refused(error: { code: string }, message: string): Error {
  if (error.code !== "42501") return new Error(message, { cause: error });
  return adminsOnly(error);
}
