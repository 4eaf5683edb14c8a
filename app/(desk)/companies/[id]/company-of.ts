import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireMember } from "@/lib/auth/member";
import { getCompany } from "@/lib/companies/store";

/** The company of the address, read once a request; not found when it is not this tenant's. */
export const companyOf = cache(async (id: string) => {
  const member = await requireMember();
  if (!z.uuid().safeParse(id).success) notFound();
  const company = await getCompany(member.db, member.tenant.id, id);
  return company ?? notFound();
});
