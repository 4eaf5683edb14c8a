import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/supabase/server";

const Duplicate = z.object({
  ...{ id: z.uuid(), name: z.string(), company: z.string(), archived: z.boolean() },
  kind: z.enum(["phone", "email", "name"]),
  value: z.string(),
});

/** A contact that has one of the numbers, addresses or names that were looked for. */
export type Duplicate = z.infer<typeof Duplicate>;

export type Wanted = {
  /** E.164. */
  phones: string[];
  emails: string[];
  name: string;
  company: string;
  /** A contact that is none of its own duplicates. */
  besides?: string;
};

/** Contacts that have a number or an email address of these, or the name at the same company. */
export async function findDuplicates(db: Db, wanted: Wanted): Promise<Duplicate[]> {
  const { data, error } = await db.rpc("find_duplicates", {
    phones: wanted.phones,
    emails: wanted.emails,
    called: wanted.name,
    at_company: wanted.company,
    ...(wanted.besides && { besides: wanted.besides }),
  });
  if (error) throw new Error("Duplicates could not be looked for", { cause: error });
  return z.array(Duplicate).parse(data);
}
