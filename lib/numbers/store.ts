import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { Tables } from "@/lib/db/supabase/database.types";
import type { Db } from "@/lib/db/supabase/server";
import { whereStill } from "@/lib/edits/still";
import { KeptWebhooks } from "@/lib/numbers/schema";
import type { NumberWebhooks } from "@/lib/twilio/numbers";

export type PhoneNumber = Tables<"phone_numbers">;

/** The tenant's numbers, the oldest first; with `removed`, also those that once were. */
export async function listPhoneNumbers(
  db: Db,
  tenantId: string,
  { removed = false } = {},
): Promise<PhoneNumber[]> {
  const every = db.from("phone_numbers").select().eq("tenant_id", tenantId);
  const wanted = removed ? every : every.is("removed_at", null);
  const { data, error } = await wanted.order("created_at").order("id");
  if (error) throw new Error("Reading the numbers failed", { cause: error });
  return data;
}

/** A number of the tenant's that has not been removed; null when there is none with this id. */
export async function findPhoneNumber(
  db: Db,
  tenantId: string,
  id: string,
): Promise<PhoneNumber | null> {
  const { data, error } = await db
    .from("phone_numbers")
    .select()
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .is("removed_at", null)
    .maybeSingle();
  if (error) throw new Error("Reading the number failed", { cause: error });
  return data;
}

type NewNumber = Pick<
  PhoneNumber,
  "tenant_id" | "number" | "name" | "twilio_sid" | "forward_to" | "route_id" | "can_text"
>;

/**
 * Adds a number, or brings a removed one back, and gives its id; null when the tenant has it.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export async function addPhoneNumber(db: Db, row: NewNumber): Promise<string | null> {
  const added = await db.from("phone_numbers").insert(row).select("id").single();
  if (!added.error) return added.data.id;
  if (added.error.code !== "23505") throw savingFailed(added.error);
  const { tenant_id, number, ...changes } = row;
  const { data, error } = await db
    .from("phone_numbers")
    .update({ ...changes, removed_at: null, updated_at: new Date().toISOString() })
    .eq("tenant_id", tenant_id)
    .eq("number", number)
    .not("removed_at", "is", null)
    .select("id")
    .maybeSingle();
  if (error) throw savingFailed(error);
  return data?.id ?? null;
}

/**
 * Changes a number if these columns still are as they `was`; false when someone has saved them
 * meanwhile.
 */
export async function updatePhoneNumber(
  db: Db,
  tenantId: string,
  id: string,
  changes: Partial<
    Pick<PhoneNumber, "name" | "twilio_sid" | "forward_to" | "route_id" | "can_text">
  >,
  was: Partial<Pick<PhoneNumber, "name" | "forward_to" | "route_id">> = {},
): Promise<boolean> {
  const update = db
    .from("phone_numbers")
    .update({ ...changes, updated_at: new Date().toISOString() })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .is("removed_at", null);
  const { data, error } = await whereStill(update, was).select("id");
  if (error) throw savingFailed(error);
  return data.length > 0;
}

/** Hides a number. Throws `conflict` while one of its calls goes on. */
export async function removePhoneNumber(db: Db, tenantId: string, id: string): Promise<void> {
  const now = new Date().toISOString();
  const { error } = await db
    .from("phone_numbers")
    .update({ removed_at: now, updated_at: now })
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .is("removed_at", null);
  if (error?.code === "55006") {
    const message = "This number has a call in progress. Remove it when the call has ended.";
    throw new AppError("conflict", "number_in_use", message, { cause: error });
  }
  if (error) throw savingFailed(error);
}

/** A removed number (E.164) of the tenant's; null when there is none. */
export async function findRemovedNumber(
  db: Db,
  tenantId: string,
  number: string,
): Promise<PhoneNumber | null> {
  const { data, error } = await db
    .from("phone_numbers")
    .select()
    .eq("tenant_id", tenantId)
    .eq("number", number)
    .not("removed_at", "is", null)
    .maybeSingle();
  if (error) throw new Error("Reading the removed number failed", { cause: error });
  return data;
}

/** Takes a removal back. */
export async function restorePhoneNumber(db: Db, tenantId: string, id: string): Promise<void> {
  const { error } = await db
    .from("phone_numbers")
    .update({ removed_at: null, updated_at: new Date().toISOString() })
    .eq("tenant_id", tenantId)
    .eq("id", id);
  if (error) throw savingFailed(error);
}

const Activity = z.array(z.object({ id: z.uuid(), calls: z.number(), messages: z.number() }));
export type NumberActivity = Omit<z.infer<typeof Activity>[number], "id">;

/** How many calls and messages each of the tenant's numbers had, each counted up to 10,000. */
export async function readActivity(db: Db, since: Date): Promise<Map<string, NumberActivity>> {
  const { data, error } = await db.rpc("number_activity", { since: since.toISOString() });
  if (error) throw new Error("Counting the numbers' calls and messages failed", { cause: error });
  return new Map(Activity.parse(data ?? []).map(({ id, ...counts }) => [id, counts]));
}

function savingFailed(cause: { code: string }): Error {
  // private.require_route
  if (cause.code !== "23503") return new Error("Saving the number failed", { cause });
  const words = "This route was deleted in the meantime. Choose another.";
  return new AppError("conflict", "changed_meanwhile", words, { cause });
}

const CallerNumber = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string().nullable(),
  chosen: z.boolean(),
  removed: z.boolean(),
  /** A number elsewhere that calls may show, and nothing else. */
  is_caller_id: z.boolean(),
  can_text: z.boolean(),
});
export type CallerNumber = z.infer<typeof CallerNumber>;

/**
 * The tenant's numbers, the oldest first, `removed` ones too, then its verified caller IDs;
 * `chosen` is the one that a call to this contact shows unless another is asked for.
 */
export async function listCallerNumbers(db: Db, contactId: string): Promise<CallerNumber[]> {
  const { data, error } = await db.rpc("caller_numbers", { with_contact: contactId });
  if (error) throw new Error("Reading the numbers to call from failed", { cause: error });
  return z.array(CallerNumber).parse(data ?? []);
}

/** What the number was set to at Twilio before Ringbook; null when nothing is kept. */
export async function readKeptWebhooks(
  db: Db,
  tenantId: string,
  numberId: string,
): Promise<NumberWebhooks | null> {
  const { data, error } = await db
    .from("kept_webhooks")
    .select("webhooks")
    .eq("tenant_id", tenantId)
    .eq("phone_number_id", numberId)
    .maybeSingle();
  if (error) throw new Error("Reading what was kept failed", { cause: error });
  return KeptWebhooks.safeParse(data?.webhooks).data ?? null;
}

export async function keepWebhooks(
  db: Db,
  tenantId: string,
  numberId: string,
  webhooks: NumberWebhooks,
): Promise<void> {
  const row = { tenant_id: tenantId, phone_number_id: numberId, webhooks };
  const { error } = await db.from("kept_webhooks").upsert(row);
  if (error) throw new Error("Keeping what was set failed", { cause: error });
}

export async function forgetWebhooks(db: Db, tenantId: string, numberId: string): Promise<void> {
  const { error } = await db
    .from("kept_webhooks")
    .delete()
    .eq("tenant_id", tenantId)
    .eq("phone_number_id", numberId);
  if (error) throw new Error("Forgetting what was kept failed", { cause: error });
}
