"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { openAction } from "@/lib/account/open-action";
import { memberAction } from "@/lib/auth/action";
import { identify } from "@/lib/auth/member";
import { saveTenantForm } from "@/lib/company/save";
import { CallPolicy, CompanyDetails, StartCompany } from "@/lib/company/schema";
import { createTenant } from "@/lib/company/store";

export const startCompany = openAction(StartCompany, async (start, db) => {
  const session = await identify(db);
  if (session.kind === "anonymous") redirect("/login?next=/onboarding");
  if (session.kind === "newcomer") await createTenant(db, start);
  redirect("/contacts");
});

export const saveCompany = memberAction(
  CompanyDetails,
  async (details, member, form) => {
    await saveTenantForm(member, details, form);
    revalidatePath("/", "layout");
    return { message: "Saved.", saved: true };
  },
  { role: "admin" },
);

export const saveCallPolicy = memberAction(
  CallPolicy,
  async (policy, member, form) => {
    await saveTenantForm(member, policy, form);
    revalidatePath("/settings", "layout");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);
