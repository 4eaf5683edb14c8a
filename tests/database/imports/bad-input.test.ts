import { afterAll, beforeAll, expect, test } from "vitest";
import type { Member } from "@/lib/auth/member";
import { ContactView } from "@/lib/contact-list/schema";
import { exportContacts } from "@/lib/contacts/export";
import { leftOutFile } from "@/lib/imports/left-out";
import { actorOf, importFile } from "@/tests/support/imports";
import { makeTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let rep: Member;
let other: Member;
beforeAll(async () => {
  const tenants = await Promise.all([1, 2].map(() => makeTenant({ withoutTwilio: true })));
  const [one, two] = await Promise.all(tenants.map((tenant) => actorOf(tenant.rep)));
  if (!one || !two) throw new Error("Somebody is missing");
  [rep, other] = [one, two];
});
afterAll(() => admin.end());

test("10,000 rows of a bad file end well: each row is imported or has its reason", async () => {
  const rows = Array.from({ length: 10_000 }, (_, nth) => {
    const phone = `(206) 200 ${String(nth).padStart(4, "0")}`;
    if (nth % 5_000 === 1) return `M\u00fcller ${nth};${"x".repeat(2 ** 20)};${phone}`;
    if (nth % 5_000 === 2) return `Short ${nth}`;
    if (nth % 5_000 === 3) return `Long ${nth};;${phone};more;and more`;
    if (nth % 5_000 === 4) return `Number ${nth};;not a number`;
    return `M\u00fcller ${nth};Firma;${phone} ext. ${nth % 100}`;
  });
  const job = await importFile(
    rep,
    new Uint8Array(Buffer.from(`Name;Firma;Telefon\n${rows.join("\n")}`, "latin1")),
  );
  expect(job.settings).toMatchObject({ encoding: "windows-1252", separator: ";" });
  expect(job).toMatchObject({ stage: "done", problem: null, created: 9_996, failed: 4 });
  const [last] = await admin`select name, phone, extension from public.contacts c
    join public.contact_phones p on p.contact_id = c.id
    where c.tenant_id = ${rep.tenant.id} and name = 'M\u00fcller 9999'`;
  expect(last).toEqual({ name: "Müller 9999", phone: "+12062009999", extension: "99" });
}, 300_000);

test("an email that is none is counted, and named in the file of what was left out", async () => {
  const rows = ["Jane Doe,jane@without.test", "Ion Popescu,nobody", ",nobody"];
  const job = await importFile(rep, `Name,Email\n${rows.join("\n")}\n`);
  expect(job).toMatchObject({ created: 2, failed: 1, without: 1 });
  const csv = await leftOutFile(rep, job).text();
  expect(csv.trim().split(/\r?\n/).slice(1)).toEqual([
    expect.stringMatching(/^3,Imported,.*isn't an email address.*Left out\.,Ion Popescu,nobody/),
    expect.stringMatching(/^4,Error,/),
  ]);
});

test("what was exported is what was there once it is imported elsewhere", async () => {
  const file = [
    "Name,Company,Title,Email,Work phone,Mobile,Tags,Address",
    '=HYPERLINK("x"),+Doe,-1,"a@e.test; b@e.test",206 555 0171 ext. 7,"206 555 0172; 206 555 0173","VIP; Roof","1 Main St, Seattle"',
    "@Jane,,,,,,,",
  ];
  await importFile(other, file.join("\n"));
  const facts = async ({ tenant }: Member) => {
    const contacts = await admin`select flat from public.contacts c
      join private.flat_contacts(${tenant.id}, (select array_agg(id) from public.contacts
        where tenant_id = ${tenant.id})) f on f.contact_id = c.id
      where c.tenant_id = ${tenant.id} order by name`;
    return contacts.map(({ flat: { owner_id: _, ...flat } }) => flat);
  };
  const before = await facts(other);
  expect(before).toHaveLength(2);
  const csv = await (await exportContacts(other, ContactView.parse({}))).text();
  for (const cell of csv.split(/[,\n]/)) expect(cell).not.toMatch(/^"?[=+\-@]/);
  await admin`delete from public.contacts where tenant_id = ${other.tenant.id}`;
  await importFile(other, csv);
  expect(await facts(other)).toEqual(before);
});
