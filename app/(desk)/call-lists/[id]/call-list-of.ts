import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireMember } from "@/lib/auth/member";
import { getCallList } from "@/lib/call-lists/store";

/** The call list of the address, read once a request; not found when it is not this tenant's. */
export const callListOf = cache(async (id: string) => {
  const member = await requireMember();
  if (!z.uuid().safeParse(id).success) notFound();
  const list = await getCallList(member.db, member.tenant.id, id);
  return list ?? notFound();
});
