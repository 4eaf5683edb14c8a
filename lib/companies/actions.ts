"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import { saveCompanyForm } from "@/lib/companies/save";
import { saveCompanyIn } from "@/lib/companies/schema";
import { addCompany, deleteCompany } from "@/lib/companies/store";
import { readEdit } from "@/lib/edits/schema";

export const createCompany = memberAction(
  ({ tenant }) => saveCompanyIn(tenant.country_code),
  async (company, { db, tenant }) => {
    await addCompany(db, tenant.id, company);
    revalidatePath("/companies");
    redirect(`/companies/${company.id}`);
  },
);

export const editCompany = memberAction(
  ({ tenant }) => saveCompanyIn(tenant.country_code),
  async (company, member, form) => {
    await saveCompanyForm(member, company, readEdit(form));
    revalidatePath("/companies");
    redirect(`/companies/${company.id}`);
  },
);

export const removeCompany = memberAction(
  z.object({ id: z.uuid() }),
  async ({ id }, { db, tenant }) => {
    await deleteCompany(db, tenant.id, id);
    revalidatePath("/companies");
    redirect("/companies");
  },
);
