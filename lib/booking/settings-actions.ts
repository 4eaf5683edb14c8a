"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/auth/action";
import {
  ClosureForm,
  OneOf,
  RulesForm,
  ServiceForm,
  StaffForm,
  WeekForm,
} from "@/lib/booking/settings";
import { saveRules, saveService, saveStaff, saveWeek } from "@/lib/booking/settings-save";
import { addClosure, archive, removeClosure } from "@/lib/booking/settings-store";

const admins = { role: "admin" } as const;
const saved = () => {
  revalidatePath("/", "layout");
  return { message: "Saved.", saved: true } as const;
};

export const saveBookedService = memberAction(
  ServiceForm,
  async (service, member, form) => {
    await saveService(member, service, form);
    return saved();
  },
  admins,
);

export const saveHelper = memberAction(
  StaffForm,
  async (staff, member, form) => {
    await saveStaff(member, staff, form);
    return saved();
  },
  admins,
);

const Archive = OneOf.extend({ of: z.enum(["services", "staff"]), back: z.stringbool() });

export const archiveBookable = memberAction(
  Archive,
  async ({ of, ...which }, { db, tenant }) => {
    await archive(db, tenant.id, of, which);
    revalidatePath("/", "layout");
    return {};
  },
  admins,
);

export const saveOpeningHours = memberAction(
  WeekForm,
  async (hours, member, form) => {
    await saveWeek(member, hours, form);
    return saved();
  },
  admins,
);

export const closeOn = memberAction(
  ClosureForm,
  async (closure, { db, tenant }) => {
    await addClosure(db, tenant.id, closure);
    return saved();
  },
  admins,
);

export const openAgain = memberAction(
  OneOf,
  async ({ id }, { db, tenant }) => {
    await removeClosure(db, tenant.id, id);
    revalidatePath("/", "layout");
    return {};
  },
  admins,
);

export const saveBookingRules = memberAction(
  RulesForm,
  async (rules, member, form) => {
    await saveRules(member, rules, form);
    return saved();
  },
  admins,
);
