import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireMember } from "@/lib/auth/member";
import { getContact } from "@/lib/contacts/store";
import { findKept } from "@/lib/merges/store";

/**
 * The contact of the address, read once a request; not found when it is not this tenant's. The
 * address of one that was merged leads to the contact that stayed.
 */
export const contactOf = cache(async (id: string) => {
  const member = await requireMember();
  if (!z.uuid().safeParse(id).success) notFound();
  const contact = await getContact(member.db, member.tenant.id, id);
  if (contact) return contact;
  const kept = await findKept(member.db, member.tenant.id, id);
  if (kept) redirect(`/contacts/${kept}`);
  notFound();
});
