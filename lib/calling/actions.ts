"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import { AllowedCountries, AllowedPrefixes, CallLimits } from "@/lib/calling/schema";
import { updateTenant } from "@/lib/tenants/store";

export const saveAllowedCountries = memberAction(
  AllowedCountries,
  async (countries, member) => {
    await updateTenant(member.db, member.tenant.id, countries);
    revalidatePath("/settings/calling");
    return { message: "Saved. It applies from the next call on." };
  },
  { role: "admin" },
);

export const saveAllowedPrefixes = memberAction(
  AllowedPrefixes,
  async (prefixes, member) => {
    await updateTenant(member.db, member.tenant.id, prefixes);
    revalidatePath("/settings/calling");
    return { message: "Saved. It applies from the next call on." };
  },
  { role: "admin" },
);

export const saveCallLimits = memberAction(
  CallLimits,
  async (limits, member) => {
    await updateTenant(member.db, member.tenant.id, limits);
    revalidatePath("/settings/calling");
    return { message: "Saved. It applies from the next call on." };
  },
  { role: "admin" },
);
