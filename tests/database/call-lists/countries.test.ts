import { expect, test } from "vitest";
import { nextToCall } from "@/lib/call-lists/next";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant } from "@/tests/support/tenant";

test("who has only numbers where calls may not go is skipped, and the note says why", async () => {
  const { id: tenantId, rep } = await makeTenant({ withoutTwilio: true });
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
  expect(rows.find(({ state }) => state === "skipped")).toMatchObject({
    ...{ reason: "other", contacts: { name: "Radu" } },
    note: expect.stringMatching(/country of their number/),
  });
});
