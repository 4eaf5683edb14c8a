import "server-only";
import { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import { readView } from "@/lib/contact-list/address";
import type { ChangeContacts } from "@/lib/contact-list/bulk-schema";
import { filterOf } from "@/lib/contact-list/store";
import { AppError } from "@/lib/core/errors";
import type { Db } from "@/lib/db/supabase/server";

const Changed = z.object({ meant: z.number(), changed: z.number().optional() });
const Undone = z.object({ restored: z.number(), kept: z.number() });

/** A foreign key: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const noSuchRow = "23503";

/**
 * Changes the contacts that are meant at once; gives how many were not so already. Throws 400 for
 * more than 5,000, `FieldError` for an owner, stage or tag that is gone.
 */
export async function changeContacts(
  db: Db,
  { change, ids, all, view, what, value }: ChangeContacts,
  country: string,
): Promise<number> {
  const { data, error } = await db.rpc("change_contacts", {
    change,
    wanted: all ? { filter: filterOf(readView(view), country) } : { ids },
    what,
    ...(value && { become: value }),
  });
  if (error?.code === noSuchRow) {
    throw new FieldError("value", "This doesn't exist any more. Choose another one.");
  }
  if (error) throw new Error("The contacts could not be changed", { cause: error });
  const { changed } = Changed.parse(data);
  if (changed === undefined) {
    const message = "At most 5,000 contacts at once. Filter the list first.";
    throw new AppError("bad_request", "too_many_contacts", message);
  }
  return changed;
}

/** Gives contacts back what they had before a change of one's own, unless changed since. */
export async function undoChange(
  db: Db,
  change: string,
): Promise<{ restored: number; kept: number }> {
  const { data, error } = await db.rpc("undo_contact_change", { change });
  if (error) throw new Error("The change could not be undone", { cause: error });
  if (data === null) {
    throw new AppError("conflict", "nothing_to_undo", "This is undone already.");
  }
  return Undone.parse(data);
}
