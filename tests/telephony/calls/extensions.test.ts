import { beforeEach, describe, expect, test } from "vitest";
import { readContact, saveContact } from "@/lib/contacts/saved";
import { saveContactIn } from "@/lib/contacts/schema";
import { getContact, searchContacts } from "@/lib/contacts/store";
import { listDoNotCall } from "@/lib/do-not-call/store";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import {
  callRow,
  customer,
  everyoneAnswers,
  initiate,
  onlyCall,
} from "@/tests/telephony/calls/walk";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const log = () => tenant.carrier.log(tenant.accountSid);

/** Saves a contact as its form does; gives its id. */
async function add(name: string, phone: string): Promise<string> {
  const id = crypto.randomUUID();
  const typed = saveContactIn("US").parse({ id, owner_id: "", name, phone, label: "work" });
  await saveContact(tenant.rep.db, typed, null);
  return id;
}

describe("a contact behind a switchboard", () => {
  test.each([
    "+1 206 555 0177 ext. 7",
    "(206) 555-0177 x7",
    "tel:+1-206-555-0177;ext=7",
    "２０６ ５５５ ０１７７ #７",
  ])("is kept, shown and found with the extension, typed as %s", async (typed) => {
    const id = await add("Jane Doe", typed);
    const contact = await getContact(tenant.rep.db, tenant.id, id);
    expect(contact?.contact_phones).toMatchObject([{ phone: customer, extension: "7" }]);
    for (const query of [typed, "206 555 0177", "0177"]) {
      const found = await searchContacts(tenant.rep.db, query, { country: "US", size: 10 });
      expect([query, found.map((row) => row.id)]).toEqual([query, [id]]);
    }
  });

  test("is called: the rep hears the extension, and Twilio dials it once the switchboard answers", async () => {
    const contactId = await add("Jane Doe", "206 555 0177 ext. 70");
    await everyoneAnswers(tenant);
    const response = await initiate(tenant.rep, { to: `${customer};ext=70`, contactId });
    expect(response.status).toBe(201);
    const { callId } = await response.json();
    await advance(4);
    expect((await handset(tenant.rep.phone).state()).hears).toContain("Jane Doe, extension 7 0.");
    await advance(20);
    expect(await callRow(tenant, callId)).toMatchObject({
      to_number: customer,
      contact_id: contactId,
      stage: "connected",
    });
    expect(JSON.stringify(await log())).toContain('sendDigits=\\"ww70\\"');
  });

  test("shares its number with a colleague; a caller from it is the one who had it first", async () => {
    const first = await add("Jane Doe", "206 555 0177 ext. 7");
    const second = await add("John Roe", "206 555 0177 ext. 8");
    const contact = await getContact(tenant.rep.db, tenant.id, second);
    expect(contact?.contact_phones).toMatchObject([{ phone: customer, extension: "8" }]);
    await handset(customer).dial(tenant.number);
    await advance(5);
    expect(await onlyCall(tenant)).toMatchObject({ contact_id: first });
  });

  test("gets another extension, and none, on the same row", async () => {
    const id = await add("Jane Doe", "206 555 0177 ext. 7");
    const before = (await getContact(tenant.rep.db, tenant.id, id))?.contact_phones[0];
    for (const [typed, extension] of [
      ["206 555 0177 ext. 8", "8"],
      ["206 555 0177", ""],
    ]) {
      const fields = { id, owner_id: "", name: "Jane Doe", phone: typed, label: "work" };
      const was = await readContact(tenant.rep.db, tenant.id, id);
      const saved = await saveContact(
        tenant.rep.db,
        saveContactIn("US").parse(fields),
        was?.version ?? null,
      );
      expect(saved).toBe(true);
      const after = (await getContact(tenant.rep.db, tenant.id, id))?.contact_phones;
      expect(after).toEqual([{ ...before, extension }]);
    }
  });

  test("is not called when the number alone is on the do-not-call list", async () => {
    const row = { tenant_id: tenant.id, number: customer };
    await tenant.manager.db.from("do_not_call").insert(row);
    const response = await initiate(tenant.rep, { to: "206 555 0177 ext. 7" });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "do_not_call" } });
  });

  test("is found on the do-not-call list by the number as it was copied", async () => {
    const row = { tenant_id: tenant.id, number: customer };
    await tenant.manager.db.from("do_not_call").insert(row);
    const look = { country: "US", size: 10 };
    for (const query of ["206 555 0177 ext. 7", "tel:+1-206-555-0177", "２０６５５５", "0177"]) {
      const { rows } = await listDoNotCall(tenant.rep.db, tenant.id, { ...look, query });
      expect([query, rows.map(({ number }) => number)]).toEqual([query, [customer]]);
    }
    const other = await listDoNotCall(tenant.rep.db, tenant.id, { ...look, query: "0178" });
    expect(other.rows).toEqual([]);
  });

  test.each(["7a", "ww7", "7;8", "1".repeat(21)])(
    "%j is no extension in the database either",
    async (extension) => {
      const id = await add("Jane Doe", "206 555 0177");
      const phones = tenant.rep.db.from("contact_phones");
      const { error } = await phones.update({ extension }).eq("contact_id", id);
      expect(error?.message).toContain("violates check constraint");
    },
  );
});
