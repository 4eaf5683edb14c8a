"use server";

import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/auth/action";
import {
  AllowedCountries,
  AllowedPrefixes,
  CallLimits,
  ColleagueCalls,
  Supervision,
} from "@/lib/calling/schema";
import { saveTenantForm } from "@/lib/company/save";

export const saveAllowedCountries = memberAction(
  AllowedCountries,
  async (countries, member, form) => {
    await saveTenantForm(member, countries, form);
    revalidatePath("/settings/calling");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);

export const saveAllowedPrefixes = memberAction(
  AllowedPrefixes,
  async (prefixes, member, form) => {
    await saveTenantForm(member, prefixes, form);
    revalidatePath("/settings/calling");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);

export const saveCallLimits = memberAction(
  CallLimits,
  async (limits, member, form) => {
    await saveTenantForm(member, limits, form);
    revalidatePath("/settings/calling");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);

export const saveColleagueCalls = memberAction(
  ColleagueCalls,
  async (settings, member, form) => {
    await saveTenantForm(member, settings, form);
    revalidatePath("/settings/calling");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);

export const saveSupervision = memberAction(
  Supervision,
  async (settings, member, form) => {
    await saveTenantForm(member, settings, form);
    revalidatePath("/settings/calling");
    return { message: "Saved. Applies from the next call.", saved: true };
  },
  { role: "admin" },
);
