import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/supabase/server";
import type { MergeInput } from "@/lib/merges/schema";

const Merged = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("merged"), id: z.uuid() }),
  z.object({ kind: z.enum(["same", "not_found", "changed", "archived", "too_much"]) }),
]);
const Undone = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("undone"), keep_id: z.uuid(), gone_id: z.uuid() }),
  z.object({ kind: z.enum(["not_found", "merged_since"]) }),
]);

/** Two transactions waited for each other: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const deadlock = "40P01";

/** Makes one of two contacts that still have these versions. */
export async function mergeContacts(db: Db, input: Omit<MergeInput, "seen">) {
  const merge = () => db.rpc("merge_contacts", input);
  const first = await merge();
  const { data, error } = first.error?.code === deadlock ? await merge() : first;
  if (error) throw new Error("The contacts could not be merged", { cause: error });
  return Merged.parse(data);
}

/** Makes two contacts of one again. */
export async function undoMerge(db: Db, id: string) {
  const { data, error } = await db.rpc("undo_contact_merge", { merge: id });
  if (error) throw new Error("The merge could not be undone", { cause: error });
  return Undone.parse(data);
}

/** A merge into this contact; null when it is not this tenant's, or of another contact. */
export async function readMerge(db: Db, tenantId: string, contactId: string, id: string) {
  const { data, error } = await db
    .from("contact_merges")
    .select("id, keep_name, gone_id, gone_name, undone_at")
    .eq("tenant_id", tenantId)
    .eq("id", id)
    .eq("keep_id", contactId)
    .maybeSingle();
  if (error) throw new Error("The merge could not be read", { cause: error });
  return data;
}

/** The contact that this one was merged into; null when it was not. */
export async function findKept(db: Db, tenantId: string, goneId: string): Promise<string | null> {
  const { data, error } = await db
    .from("contact_merges")
    .select("keep_id")
    .eq("tenant_id", tenantId)
    .eq("gone_id", goneId)
    .is("undone_at", null)
    .order("merged_at", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw new Error("The merge of the contact could not be read", { cause: error });
  return data?.keep_id ?? null;
}
