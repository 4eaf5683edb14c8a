import { expect, test } from "vitest";
import { nextToCall } from "@/lib/call-lists/next";
import { nextDue } from "@/lib/call-lists/work";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant } from "@/tests/support/tenant";

test("who has only numbers that may not be called waits until they may", async () => {
  const { id: tenantId, rep, admin } = await makeTenant({ withoutTwilio: true });
  const { db } = rep;
  const add = async (name: string, phones: string[]) => {
    const contact = { tenant_id: tenantId, name };
    const { id } = await given(db.from("contacts").insert(contact).select("id").single());
    const rows = phones.map((phone) => ({ tenant_id: tenantId, contact_id: id, phone }));
    await given(db.from("contact_phones").insert(rows).select("id"));
    return id;
  };
  const ids = [
    await add("Radu", ["+40721234567"]),
    await add("Jane", ["+40721234568", "+12065550123"]),
  ];
  const list = {
    id: crypto.randomUUID(),
    name: "Abroad",
    hours_from: "00:00",
    hours_until: "24:00",
  };
  const settings = { ...list, days: [1, 2, 3, 4, 5, 6, 7], skip_called_days: null, retries: {} };
  await given(db.rpc("create_call_list", { list: settings, wanted: { ids } }));

  const me = { db, tenant: { id: tenantId, country_code: "US" } };
  const { kind, id } = await nextToCall(me, list.id);
  expect(kind).toBe("entry");
  const rows = await given(
    db.from("call_list_entries").select("id, state, reason, note, contacts(name)"),
  );
  expect(rows.find((row) => row.id === id)?.contacts.name).toBe("Jane");
  expect(rows.find((row) => row.id !== id)).toMatchObject({
    ...{ state: "waiting", reason: "not_allowed", contacts: { name: "Radu" } },
  });

  await given(db.rpc("skip_call_list_entry", { entry: id ?? "", why: "other" }));
  expect(await nextToCall(me, list.id)).toEqual({ kind: "none" });
  expect(await nextDue(db, tenantId, list.id, new Date())).toBe("not_allowed");

  const allowed = { allowed_countries: ["US", "RO"] };
  await given(admin.db.from("tenants").update(allowed).eq("id", tenantId).select("id"));
  expect(await nextDue(db, tenantId, list.id, new Date())).toBe("now");
  expect((await nextToCall(me, list.id)).kind).toBe("entry");
});

test("however many may not be called, the first who may is found at once", async () => {
  const { id: tenantId, rep } = await makeTenant({ withoutTwilio: true });
  const { db } = rep;
  const people = Array.from({ length: 60 }, (_, nth) => ({
    ...{ id: crypto.randomUUID(), tenant_id: tenantId, name: `Contact ${nth}` },
  }));
  await given(db.from("contacts").insert(people).select("id"));
  const phones = people.map(({ id, tenant_id }, nth) => ({
    ...{ tenant_id, contact_id: id },
    phone: nth === 59 ? "+12065550123" : `+407212345${nth + 10}`,
  }));
  await given(db.from("contact_phones").insert(phones).select("phone"));
  const list = {
    ...{ id: crypto.randomUUID(), name: "Far", hours_from: "00:00", hours_until: "24:00" },
    ...{ days: [1, 2, 3, 4, 5, 6, 7], skip_called_days: null, retries: {} },
  };
  const ids = people.map(({ id }) => id);
  await given(db.rpc("create_call_list", { list, wanted: { ids } }));
  const me = { db, tenant: { id: tenantId, country_code: "US" } };
  const { id } = await nextToCall(me, list.id);
  const rows = await given(db.from("call_list_entries").select("id, state, reason, contact_id"));
  expect(rows.find((row) => row.id === id)?.contact_id).toBe(people[59]?.id);
  expect(rows.filter(({ reason }) => reason === "not_allowed")).toHaveLength(59);
});
