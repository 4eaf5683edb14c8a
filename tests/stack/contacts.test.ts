import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { addContact, changeContact } from "@/lib/contacts/save";
import { SaveContact } from "@/lib/contacts/schema";
import { getContact, listContacts, searchContacts } from "@/lib/contacts/store";
import { makeTenant, type TestTenant } from "../support/tenant";

let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  [tenant, other] = await Promise.all([
    makeTenant({ withoutTwilio: true }),
    makeTenant({ withoutTwilio: true }),
  ]);
});

const saverOf = (where: TestTenant) => ({ db: where.rep.db, tenant: { id: where.id } });

/** A contact as the form sends it; gives its id. */
async function add(fields: { name: string; company?: string; phone?: string[] }, where = tenant) {
  const contact = SaveContact.parse({ id: randomUUID(), owner_id: "", country: "US", ...fields });
  await addContact(saverOf(where), contact);
  return contact.id;
}

async function found(query: string) {
  const contacts = await searchContacts(tenant.rep.db, query, 100);
  return contacts.map(({ name }) => name);
}

test("a search finds a contact by the beginnings of words in any order, or by its number", async () => {
  await add({ name: "Ottilie Brandt", company: "Quillwork & Sons", phone: ["(206) 555-0123"] });
  await add({ name: "Otto Nobody", phone: ["206 555 0199"] }, other);
  const queries = [
    "ottilie",
    "otti",
    "brandt ottilie",
    "quill",
    "QUILLWORK sons",
    "(206) 555-0123",
    "206-555-0123",
    "+1 206 555 0123",
    "555-0123",
    "0123",
  ];
  for (const query of queries)
    expect([query, await found(query)]).toEqual([query, ["Ottilie Brandt"]]);
});

test("a search that fits nobody, or holds no words at all, finds nothing", async () => {
  await add({ name: "Somebody Here" });
  for (const query of ["zzzz", "'", "' | !", ":*", "%", "\\", "somebody zzzz"]) {
    expect([query, await found(query)]).toEqual([query, []]);
  }
});

test("paging shows every contact once, whatever the names are made of", async () => {
  const own = await makeTenant({ withoutTwilio: true });
  const names = [
    'A "quoted" name',
    "Comma, Inc (Ltd.)",
    "Back\\slash",
    "Same",
    "Same",
    "Same",
    "ümlaut",
    "%_*",
  ];
  for (const name of names) await add({ name }, own);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listContacts(own.rep.db, own.id, { after, size: 2 });
    seen.push(...page.rows.map(({ name }) => name));
    after = page.next;
  } while (after);
  expect(seen.toSorted()).toEqual(names.toSorted());
});

test("a form sent twice makes one contact with its numbers", async () => {
  const contact = SaveContact.parse({
    id: randomUUID(),
    name: "Twice Sent",
    owner_id: tenant.rep.userId,
    country: "US",
    phone: ["206 555 0140", "206 555 0141"],
    label: ["mobile", "work"],
  });
  await addContact(saverOf(tenant), contact);
  await addContact(saverOf(tenant), contact);
  expect(await found("twice sent")).toEqual(["Twice Sent"]);
  const saved = await getContact(tenant.rep.db, tenant.id, contact.id);
  expect(saved?.contact_phones.map(({ phone }) => phone)).toEqual(["+12065550140", "+12065550141"]);
});

test("numbers are changed, added and removed, and found by what they are now", async () => {
  const id = await add({ name: "Mover", phone: ["206 555 0150", "206 555 0151"] });
  const changed = SaveContact.parse({
    id,
    name: "Mover",
    owner_id: "",
    country: "US",
    phone: ["206 555 0151", "206 555 0152"],
    label: ["home", "mobile"],
  });
  await changeContact(saverOf(tenant), changed);
  const saved = await getContact(tenant.rep.db, tenant.id, id);
  expect(saved?.contact_phones).toMatchObject([
    { phone: "+12065550151", label: "home" },
    { phone: "+12065550152", label: "mobile" },
  ]);
  expect(await found("2065550150")).toEqual([]);
  expect(await found("2065550152")).toEqual(["Mover"]);
});

test("another tenant's contact can neither be read nor changed nor overwritten by its id", async () => {
  const id = await add({ name: "Theirs" }, other);
  expect(await getContact(tenant.rep.db, tenant.id, id)).toBeNull();
  const grab = SaveContact.parse({ id, name: "Mine now", owner_id: "", country: "US" });
  await expect(changeContact(saverOf(tenant), grab)).rejects.toMatchObject({ kind: "not_found" });
  await expect(addContact(saverOf(tenant), grab)).rejects.toMatchObject({ kind: "not_found" });
  expect((await getContact(other.rep.db, other.id, id))?.name).toBe("Theirs");
});
