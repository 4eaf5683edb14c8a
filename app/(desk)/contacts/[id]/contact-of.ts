import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireMember } from "@/lib/auth/member";
import { getContact } from "@/lib/contacts/store";

/** The contact of the address, read once a request; not found when it is not this tenant's. */
export const contactOf = cache(async (id: string) => {
  const member = await requireMember();
  if (!z.uuid().safeParse(id).success) notFound();
  const contact = await getContact(member.db, member.tenant.id, id);
  return contact ?? notFound();
});
