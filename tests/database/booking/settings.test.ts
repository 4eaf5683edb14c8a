import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EditConflict } from "@/lib/auth/action";
import { identify, type Member } from "@/lib/auth/member";
import { readWeek } from "@/lib/booking/rules-store";
import { saveRules, saveService, saveStaff, saveWeek } from "@/lib/booking/settings-save";
import { readService, readStaff } from "@/lib/booking/settings-store";
import { rulesValues, serviceValues } from "@/lib/booking/settings-values";
import { readBookingFacts } from "@/lib/booking/store";
import { weekOf } from "@/local/tenant/plant-booking";
import { openSalon, type Salon } from "@/tests/database/booking/salon";
import { admin } from "@/tests/telephony/record/call-record";

let salon: Salon;
let member: Member;
beforeAll(async () => {
  salon = await openSalon();
  const session = await identify(salon.tenant.admin.db);
  if (session.kind !== "member") throw new Error("no member");
  member = session.member;
});
afterAll(() => admin.end());

/** A form as it was opened, and what was chosen in it since. */
function opened(loaded: object, more: Record<string, string> = {}): FormData {
  const form = new FormData();
  form.set("$loaded", JSON.stringify(loaded));
  for (const [name, value] of Object.entries(more)) form.set(name, value);
  return form;
}

const conflictOf = (saving: Promise<void>) =>
  saving.then(
    () => null,
    (error: unknown) => {
      if (error instanceof EditConflict) return error.conflicts.map(({ sentence }) => sentence);
      throw error;
    },
  );

describe("of two admins with the same form open", () => {
  test("each keeps what only they have changed in a service; both names are asked about", async () => {
    const { db, tenant } = member;
    const { id, ...was } = await readService(db, tenant.id, salon.colouring);
    const form = opened(serviceValues(was));
    await saveService(member, { id, ...was, name: "Full colour, “new”" }, form);
    const spoken_names = ['"balayage"', "a dye, or \\ so"];
    await saveService(member, { id, ...was, price_minor: 9500, spoken_names }, form);
    expect(await readService(db, tenant.id, id)).toMatchObject({
      ...{ name: "Full colour, “new”", price_minor: 9500, currency: "RON", spoken_names },
    });
    await saveService(
      member,
      { id, ...was, price_minor: null, currency: null },
      opened({
        ...serviceValues({ ...was, price_minor: 9500 }),
      }),
    );
    expect(await conflictOf(saveService(member, { id, ...was, name: "Tint" }, form))).toEqual([
      "You changed the name to “Full colour, “new”” in another window.",
    ]);
    const again = await readService(db, tenant.id, id);
    expect(again).toMatchObject({ price_minor: null, currency: null, spoken_names });
  });

  test("one renames somebody of the staff, one says what they do; archived services stay theirs", async () => {
    const { db, tenant } = member;
    await admin`update public.services set archived_at = now()
      where tenant_id = ${tenant.id} and id = ${salon.colouring}`;
    const was = await readStaff(db, tenant.id, salon.ana);
    expect(was.services).toEqual([salon.cut]);
    const form = opened(was);
    await saveStaff(member, { id: salon.ana, ...was, name: "Ana Maria" }, form);
    await saveStaff(member, { id: salon.ana, ...was, services: [] }, form);
    expect(await readStaff(db, tenant.id, salon.ana)).toMatchObject({
      ...{ name: "Ana Maria", services: [] },
    });
    const left = await admin`select service_id from public.staff_services
      where tenant_id = ${tenant.id} and staff_id = ${salon.ana}`;
    expect(left).toEqual([{ service_id: salon.colouring }]);
  });

  test("rules are kept by field, and hours are asked about as a whole", async () => {
    const { db, tenant } = member;
    const settings = async () =>
      rulesValues((await readBookingFacts(db, new Date(), new Date())).settings);
    const was = await settings();
    const form = opened(was);
    await saveRules(member, { ...was, ahead_days: 90 }, form);
    await saveRules(member, { ...was, reminder_hours: null }, form);
    expect(await settings()).toEqual({ ...was, ahead_days: 90, reminder_hours: null });

    const hours = async () => (await readWeek(db, tenant.id, null))?.week ?? null;
    const week = opened({ week: await hours() });
    const [mon, tue] = [
      { from: "08:00", until: "12:00" },
      { from: "09:00", until: "13:00" },
    ];
    const save = (wanted: ReturnType<typeof weekOf>) =>
      saveWeek(member, { staff_id: null, week: wanted }, week);
    await save(weekOf({ mon: [mon] }));
    expect(await conflictOf(save(weekOf({ tue: [tue] })))).toEqual([
      expect.stringContaining("changed the hours"),
    ]);
    expect(await hours()).toEqual(weekOf({ mon: [mon] }));
  });

  test("whoever has no hours of their own gets some, and has none again", async () => {
    const { db, tenant } = member;
    const mon = [{ from: "10:00", until: "12:00" }];
    const own = { staff_id: salon.dan, week: weekOf({ mon }) };
    await saveWeek(member, own, opened({ week: null }));
    expect((await readWeek(db, tenant.id, salon.dan))?.week).toEqual(own.week);
    await saveWeek(member, { ...own, week: null }, opened({ week: own.week }));
    expect(await readWeek(db, tenant.id, salon.dan)).toBeNull();
  });
});
