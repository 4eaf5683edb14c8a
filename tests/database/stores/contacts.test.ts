import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { identify, memberOf } from "@/lib/auth/member";
import { flatten } from "@/lib/contacts/decide";
import { saveContactForm } from "@/lib/contacts/save";
import { readContact } from "@/lib/contacts/saved";
import { saveContactIn } from "@/lib/contacts/schema";
import { getContact, listContacts, listSharers, searchContacts } from "@/lib/contacts/store";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  [tenant, other] = await Promise.all([
    makeTenant({ withoutTwilio: true }),
    makeTenant({ withoutTwilio: true }),
  ]);
});

type Typed = {
  name: string;
  id?: string;
  company?: string;
  owner_id?: string;
  phone?: string[];
  label?: string[];
};

/** A contact as the form sends it. */
function typed(fields: Typed) {
  return saveContactIn("US").parse({ id: randomUUID(), owner_id: "", ...fields });
}

/** Adds a contact; gives its id. */
async function add(fields: Typed, where = tenant) {
  const contact = typed(fields);
  await save(contact, { isNew: true }, where);
  return contact.id;
}

/** Saves the form of a contact, opened just now. */
async function save(contact: ReturnType<typeof typed>, how: { isNew: boolean }, where = tenant) {
  const member = memberOf(await identify(where.rep.db));
  const there = how.isNew ? null : await readContact(member.db, where.id, contact.id);
  const loaded = there ? { ...flatten(there.contact) } : {};
  await saveContactForm(member, contact, { loaded, seen: {}, choices: {} }, { ...how, fields: [] });
}

/** Saves the form of a contact that is there. */
const change = (fields: Typed & { id: string }) => save(typed(fields), { isNew: false });

async function phonesOf(id: string) {
  const { data } = await tenant.rep.db
    .from("contact_phones")
    .select("id, phone, label, position, created_at")
    .eq("contact_id", id)
    .order("position");
  return data ?? [];
}

async function found(query: string) {
  const contacts = await searchContacts(tenant.rep.db, query, { country: "US", size: 100 });
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

test("a form sent twice, one after the other or at once, makes one contact with its numbers", async () => {
  const contact = typed({
    name: "Twice Sent",
    owner_id: tenant.rep.userId,
    phone: ["206 555 0140", "206 555 0141"],
    label: ["mobile", "work"],
  });
  const send = () => save(contact, { isNew: true });
  await Promise.all([send(), send()]);
  await send();
  expect(await found("twice sent")).toEqual(["Twice Sent"]);
  const saved = await getContact(tenant.rep.db, tenant.id, contact.id);
  expect(saved?.contact_phones.map(({ phone }) => phone)).toEqual(["+12065550140", "+12065550141"]);
});

test("numbers are changed, added and removed, and found by what they are now", async () => {
  const id = await add({ name: "Mover", phone: ["206 555 0150", "206 555 0151"] });
  const phone = ["206 555 0151", "206 555 0152"];
  await change({ id, name: "Mover", phone, label: ["home", "mobile"] });
  const saved = await getContact(tenant.rep.db, tenant.id, id);
  expect(saved?.contact_phones).toMatchObject([
    { phone: "+12065550151", label: "home" },
    { phone: "+12065550152", label: "mobile" },
  ]);
  expect(await found("2065550150")).toEqual([]);
  expect(await found("2065550152")).toEqual(["Mover"]);
});

test("numbers that stay keep their row, also when they trade places", async () => {
  const id = await add({ name: "Swapper", phone: ["206 555 0153", "206 555 0154"] });
  const [first, second] = await phonesOf(id);
  const phone = ["206 555 0155", "206 555 0154", "206 555 0153"];
  await change({ id, name: "Swapper", phone, label: ["mobile", "work", "home"] });
  const [added, ...kept] = await phonesOf(id);
  expect(added).toMatchObject({ phone: "+12065550155", label: "mobile", position: 0 });
  expect(kept).toEqual([
    { ...second, position: 1 },
    { ...first, label: "home", position: 2 },
  ]);
  await change({ id, name: "Swapper" });
  expect(await phonesOf(id)).toEqual([]);
});

test.each([
  ["a number that is none", { phone: "555-0158", label: "work" }],
  ["a label there is not", { phone: "+12065550158", label: "fax" }],
  ["a number twice", { phone: "+12065550157", label: "home" }],
])("nothing is half-written: %s leaves everything as it was", async (_case, wrong) => {
  const id = await add({ name: "Before", phone: ["206 555 0156"] });
  const before = await phonesOf(id);
  const good = { phone: "+12065550157", label: "work" };
  const sent = { ...typed({ id, name: "After" }), phones: [good, wrong] };
  const write = (contact: typeof sent, was_version?: number) =>
    tenant.rep.db.rpc("save_contact", { contact, was_version });
  const kept = await readContact(tenant.rep.db, tenant.id, id);
  if (!kept) throw new Error("the contact is missing");
  expect((await write(sent, kept.version)).error).not.toBeNull();
  expect((await getContact(tenant.rep.db, tenant.id, id))?.name).toBe("Before");
  expect(await phonesOf(id)).toEqual(before);

  const fresh = randomUUID();
  expect((await write({ ...sent, id: fresh })).error).not.toBeNull();
  expect(await getContact(tenant.rep.db, tenant.id, fresh)).toBeNull();
});

test("another tenant's contact can neither be read nor changed nor overwritten by its id", async () => {
  const id = await add({ name: "Theirs", phone: ["206 555 0159"] }, other);
  expect(await getContact(tenant.rep.db, tenant.id, id)).toBeNull();
  const grab = typed({ id, name: "Mine now" });
  for (const isNew of [false, true]) {
    const grabbed = save(grab, { isNew });
    await expect(grabbed).rejects.toMatchObject({ kind: "not_found" });
  }
  const theirs = await getContact(other.rep.db, other.id, id);
  expect(theirs?.name).toBe("Theirs");
  expect(theirs?.contact_phones).toHaveLength(1);
});

test("a contact that is not there cannot be changed", async () => {
  const id = randomUUID();
  await expect(change({ id, name: "Nobody" })).rejects.toMatchObject({ kind: "not_found" });
  expect(await getContact(tenant.rep.db, tenant.id, id)).toBeNull();
});

test("a number that other contacts have too is said to be theirs as well, in this tenant only", async () => {
  const shared = "(206) 555-0171";
  const first = await add({ name: "Front Desk", phone: [shared] });
  await add({ name: "Elsewhere", phone: [shared] }, other);
  const id = await add({ name: "Second Desk", phone: [shared, "(206) 555-0172"] });
  const contact = await getContact(tenant.rep.db, tenant.id, id);
  if (!contact) throw new Error("the contact is missing");
  expect(await listSharers(tenant.rep.db, tenant.id, contact)).toEqual([
    { phone: "+12065550171", contacts: { id: first, name: "Front Desk" } },
  ]);
});
