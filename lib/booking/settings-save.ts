import "server-only";
import type { z } from "zod";
import { FieldError } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import type { BookedService } from "@/lib/booking/facts";
import { addRules, readWeek, updateRules, writeWeek } from "@/lib/booking/rules-store";
import type { StaffForm } from "@/lib/booking/settings";
import {
  addService,
  addStaff,
  readService,
  readStaff,
  saveStaffServices,
  updateService,
  updateStaff,
} from "@/lib/booking/settings-store";
import {
  describeBookable,
  type RulesValues,
  rulesValues,
  type ServiceValues,
  type StaffValues,
  serviceValues,
} from "@/lib/booking/settings-values";
import { readBookingFacts } from "@/lib/booking/store";
import { auditedEditors } from "@/lib/edits/editors";
import { saveEdit } from "@/lib/edits/save";
import { readEdit } from "@/lib/edits/schema";
import { only } from "@/lib/edits/still";
import type { Hours } from "@/lib/routing/hours-schema";

/** How a conflict is described. */
const conflictWords = (member: Member, kind: string, subject: string | null) => ({
  describe: describeBookable,
  editors: (fields: string[]) => auditedEditors(member, { kind, subject }, fields),
});

/** As it is stored: a price is two columns. */
function columnsOf({ price, ...values }: Partial<ServiceValues>) {
  const none = { price_minor: null, currency: null };
  return { ...values, ...(price !== undefined && (price ?? none)) };
}

/** Adds a service, or saves what was changed in the form of one. Throws `EditConflict`. */
export async function saveService(
  member: Member,
  { id, ...typed }: Omit<BookedService, "id"> & { id?: string | undefined },
  form: FormData,
): Promise<void> {
  const { db, tenant } = member;
  if (!id) return addService(db, tenant.id, typed);
  await saveEdit<ServiceValues>(readEdit(form), serviceValues(typed), {
    read: async () => serviceValues(await readService(db, tenant.id, id)),
    write: (changes, was) =>
      updateService(db, tenant.id, id, columnsOf(changes), columnsOf(only(was, changes))),
    ...conflictWords(member, "service", id),
  });
}

/** The same for one of the staff, and for what they can be booked. */
export async function saveStaff(
  member: Member,
  { id, ...typed }: z.output<typeof StaffForm>,
  form: FormData,
): Promise<void> {
  const { db, tenant } = member;
  if (!id) {
    const { services, ...staff } = typed;
    const added = await addStaff(db, tenant.id, staff);
    return saveStaffServices(db, { tenant_id: tenant.id, staff_id: added }, { was: [], services });
  }
  await saveEdit<StaffValues>(readEdit(form), typed, {
    read: () => readStaff(db, tenant.id, id),
    write: async ({ services, ...changes }, current) => {
      const { kind, user_id } = { ...current, ...changes };
      if (kind !== "person" && user_id) {
        throw new FieldError("user_id", "A room or machine doesn't sign in.");
      }
      const { services: was, ...staff } = current;
      const saved = await updateStaff(db, tenant.id, id, changes, only(staff, changes));
      if (!saved || !services) return saved;
      await saveStaffServices(db, { tenant_id: tenant.id, staff_id: id }, { was, services });
      return true;
    },
    ...conflictWords(member, "staff", id),
  });
}

/** The hours of the company (staff_id null) or of one of its staff; null: as the company's. */
export async function saveWeek(
  member: Member,
  { staff_id, week }: { staff_id: string | null; week: Hours["week"] | null },
  form: FormData,
): Promise<void> {
  const { db, tenant } = member;
  let since: string | null = null;
  await saveEdit<{ week: Hours["week"] | null }>(
    readEdit(form),
    { week },
    {
      read: async () => {
        const stored = await readWeek(db, tenant.id, staff_id);
        since = stored?.updated_at ?? null;
        return { week: stored?.week ?? null };
      },
      write: async (changes) =>
        changes.week === undefined ||
        writeWeek(db, { tenant_id: tenant.id, staff_id }, { week: changes.week, since }),
      describe: describeBookable,
      editors: async () => new Map(),
    },
  );
}

/** When bookings are offered, and who is notified of them. */
export async function saveRules(member: Member, typed: RulesValues, form: FormData): Promise<void> {
  const { db, tenant } = member;
  const now = new Date();
  await saveEdit<RulesValues>(readEdit(form), typed, {
    read: async () => rulesValues((await readBookingFacts(db, now, now)).settings),
    write: async (changes, was) =>
      Object.keys(changes).length === 0 ||
      (await updateRules(db, tenant.id, changes, only(was, changes))) ||
      addRules(db, tenant.id, { ...was, ...changes }),
    ...conflictWords(member, "booking_settings", null),
  });
}
