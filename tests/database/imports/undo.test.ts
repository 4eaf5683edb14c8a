import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Member } from "@/lib/auth/member";
import { csvLine } from "@/lib/core/csv";
import { Duplicates } from "@/lib/imports/schema";
import { importInto, inOrder, type Small } from "@/tests/database/imports/model";
import { actorOf, importFile, undo } from "@/tests/support/imports";
import { makeTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let rep: Member;
beforeAll(async () => {
  rep = await actorOf((await makeTenant({ withoutTwilio: true })).rep);
});
afterAll(() => admin.end());

const numbers = ["+12065550180", "+12065550181", "+12065550182", "+12065550183"];
const small = fc.record({
  name: fc.constantFrom("Ann", "Ben", "Cy"),
  company: fc.constantFrom("", "Doe Ltd", "Roe Inc"),
  emails: fc.subarray(["a@x.test", "b@x.test", "c@x.test"], { maxLength: 1 }),
  phones: fc.subarray(numbers, { maxLength: 2 }),
});
const changed = {
  name: { name: "Changed" },
  company: { company: "Changed" },
};
const edits = ["name", "company", "add", "remove", "email", "note"] as const;

/** What a person does to one of the contacts that are there, by its place. */
const edit = fc.record({
  at: fc.nat({ max: 20 }),
  what: fc.constantFrom(...edits),
});

type Contact = Small & { id: string };

async function contactsNow(): Promise<Contact[]> {
  return admin<Contact[]>`
    select id, name, company, array(select email from public.contact_emails e
        where e.contact_id = c.id order by position) emails,
      array(select phone from public.contact_phones p
        where p.contact_id = c.id order by position) phones
    from public.contacts c where tenant_id = ${rep.tenant.id} order by created_at, id`;
}

/** The tenant with these contacts and no others. */
async function startWith(contacts: Small[]): Promise<void> {
  await admin`delete from public.contacts where tenant_id = ${rep.tenant.id}`;
  await admin`delete from public.companies where tenant_id = ${rep.tenant.id}`;
  for (const { phones, emails, ...contact } of contacts) {
    const { error } = await rep.db.rpc("save_contact", {
      contact: {
        ...{ ...contact, id: crypto.randomUUID(), owner_id: null },
        phones: phones.map((phone) => ({ phone, extension: "", label: "work" })),
        emails: emails.map((email) => ({ email, label: "work" })),
      },
    });
    if (error) throw error;
  }
}

function fileOf(rows: Small[]): string {
  const lines = rows.map(({ name, company, emails, phones }) =>
    csvLine([name, company, emails.join("; "), phones.join("; ")]),
  );
  return `Name,Company,Email,Phone\r\n${lines.join("")}`;
}

/** A person changes a contact, so that everything about it that they touch is new. */
async function change(
  { id, phones }: Contact,
  what: (typeof edits)[number],
  nth: number,
): Promise<void> {
  const { db, tenant, user_id } = rep;
  const about = { tenant_id: tenant.id, contact_id: id };
  const { error } = await (what === "note"
    ? db.from("notes").insert({ ...about, author_id: user_id, body: "Spoke" })
    : what === "email"
      ? db.from("contact_emails").insert({ ...about, email: `new${nth}@x.test` })
      : what === "add"
        ? db.from("contact_phones").insert({ ...about, phone: `+1206555019${nth}` })
        : what === "remove"
          ? db
              .from("contact_phones")
              .delete()
              .match({ ...about, phone: phones[0] ?? "" })
          : db.from("contacts").update(changed[what]).eq("id", id));
  if (error) throw error;
}

/** What has to be there of a contact after the undo. */
function expected(before: Contact | undefined, imported: Contact, edited: Contact): Small {
  if (!before) return edited;
  const value = (name: "name" | "company") =>
    edited[name] === imported[name] ? before[name] : edited[name];
  const list = (name: "phones" | "emails") =>
    [...new Set([...before[name], ...imported[name], ...edited[name]])].filter((one) => {
      const [was, is] = [imported[name].includes(one), edited[name].includes(one)];
      return was === is ? before[name].includes(one) : is;
    });
  return {
    ...{ name: value("name"), company: value("company") },
    ...{ emails: list("emails"), phones: list("phones") },
  };
}

test("an import does what the rules say row by row, and its undo loses nothing of anybody", async () => {
  const cases = fc.record({
    before: fc.array(small, { maxLength: 4 }),
    rows: fc.array(small, { minLength: 1, maxLength: 7 }),
    duplicates: fc.constantFrom(...Duplicates.options),
    edits: fc.array(edit, { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ before, rows, duplicates, edits }) => {
      await startWith(before);
      const had = await contactsNow();
      const model = structuredClone(had.map((contact) => ({ ...contact })));
      const outcomes = importInto(model, rows, duplicates);

      const job = await importFile(rep, fileOf(rows), { duplicates, owner_id: "" });
      const written = await admin<{ outcome: string }[]>`
        select outcome from public.import_rows where import_id = ${job.id} order by line`;
      expect(written.map(({ outcome }) => outcome)).toEqual(outcomes);
      const imported = await contactsNow();
      expect(inOrder(imported)).toEqual(inOrder(model));

      const used = new Set<string>();
      for (const [nth, { at, what }] of edits.entries()) {
        const contact = imported[at % Math.max(imported.length, 1)];
        if (contact) await change(contact, what, nth);
        if (contact && what === "note") used.add(contact.id);
      }
      const edited = await contactsNow();
      await undo(rep, job.id);

      const left = edited.flatMap((contact) => {
        const was = had.find(({ id }) => id === contact.id);
        const then = imported.find(({ id }) => id === contact.id) ?? contact;
        const isTouched = used.has(contact.id) || inOrder([then])[0] !== inOrder([contact])[0];
        return was || isTouched ? [{ id: contact.id, ...expected(was, then, contact) }] : [];
      });
      const byId = (all: Contact[]) =>
        new Map(all.map((contact) => [contact.id, inOrder([contact])[0]]));
      const companies = await admin`select name from public.companies
        where tenant_id = ${rep.tenant.id} order by name`;
      const wanted = [...had, ...left].map(({ company }) => company).filter(Boolean);
      expect(companies.map(({ name }) => name)).toEqual(
        expect.arrayContaining([...new Set(left.map(({ company }) => company))].filter(Boolean)),
      );
      const spare = companies.filter(({ name }) => name !== "Changed" && !wanted.includes(name));
      expect(spare).toEqual([]);
      expect(byId(await contactsNow())).toEqual(byId(left.map((one) => ({ ...one }))));
    }),
    { numRuns: 20 },
  );
}, 240_000);

test("every table that a contact takes along when it goes is asked before an undo removes it", async () => {
  const referring = await admin<{ name: string; body: string }[]>`
    select c.conrelid::regclass::text as name,
      pg_get_functiondef('private.used_since'::regproc) as body
    from pg_constraint c where c.confrelid = 'public.contacts'::regclass and c.contype = 'f'`;
  // What belongs to the contact itself: compared, derived, or only a record of its changes.
  const details = ["contact_phones", "contact_emails", "contact_tags"];
  const own = [...details, "contact_activity", "contact_changes"];
  const unasked = referring.filter(
    ({ name, body }) => !own.includes(name) && !body.includes(`from public.${name}`),
  );
  expect(unasked.map(({ name }) => `${name}: private.used_since does not ask it`)).toEqual([]);
  expect(referring.length).toBeGreaterThan(4);
});
