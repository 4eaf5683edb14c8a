import { afterAll, beforeAll, expect, test } from "vitest";
import { mergeTag } from "@/lib/tags/store";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
});
afterAll(() => admin.end());

async function addTag(name: string, of = tenant): Promise<string> {
  const row = { tenant_id: of.id, name };
  const { data, error } = await of.rep.db.from("tags").insert(row).select("id").single();
  if (error) throw new Error(error.message);
  return data.id;
}

/** Contacts with these names, each with some of the tags. */
async function addContacts(tagsOf: Record<string, string[]>): Promise<void> {
  for (const [name, tags] of Object.entries(tagsOf)) {
    const row = { tenant_id: tenant.id, name };
    const added = await tenant.rep.db.from("contacts").insert(row).select("id").single();
    const contact_id = added.data?.id ?? "";
    const rows = tags.map((tag_id) => ({ tenant_id: tenant.id, contact_id, tag_id }));
    await tenant.rep.db.from("contact_tags").insert(rows);
  }
}

async function taggedWith(tag: string): Promise<string[]> {
  const rows = await admin<{ name: string }[]>`
    select name from public.contacts c join public.contact_tags t on t.contact_id = c.id
    where t.tag_id = ${tag} order by name`;
  return rows.map(({ name }) => name);
}

test("merged tags are one: on contacts, in everyone's views and in the audit log", async () => {
  const [gone, keep] = [await addTag("Hot lead"), await addTag("Hot")];
  await addContacts({ Ana: [gone], Ben: [gone, keep], Cleo: [keep], Dan: [] });
  const view = { tenant_id: tenant.id, name: "Hot leads", query: { tag: gone } };
  await tenant.rep.db.from("contact_views").insert(view);

  await mergeTag(tenant.manager.db, gone, keep);

  expect(await taggedWith(keep)).toEqual(["Ana", "Ben", "Cleo"]);
  expect(await admin`select 1 from public.tags where id = ${gone}`).toHaveLength(0);
  const views = await tenant.rep.db.from("contact_views").select("query");
  expect(views.data).toEqual([{ query: { tag: keep } }]);
  const [entry] = await admin`select actor_id, detail from public.audit_log
    where tenant_id = ${tenant.id} and action = 'tag.merged'`;
  expect(entry).toEqual({
    actor_id: tenant.manager.userId,
    detail: { tag: "Hot lead", into: "Hot" },
  });
});

test("a tag that is gone is not merged, nor one by a rep", async () => {
  const [gone, keep] = [await addTag("Cold"), await addTag("Colder")];
  await expect(mergeTag(tenant.rep.db, gone, keep)).rejects.toThrow();
  await mergeTag(tenant.admin.db, gone, keep);
  await expect(mergeTag(tenant.admin.db, gone, keep)).rejects.toThrow(/doesn't exist any more/);
});

test("another company's tag is merged neither way", async () => {
  const other = await makeTenant({ withoutTwilio: true });
  const [mine, theirs] = [await addTag("Mine"), await addTag("Theirs", other)];
  await addContacts({ Gil: [mine] });
  for (const [gone, keep] of [
    [mine, theirs],
    [theirs, mine],
  ] as const) {
    const merged = mergeTag(tenant.admin.db, gone, keep);
    await expect(merged).rejects.toThrow(/doesn't exist any more/);
  }
  expect(await taggedWith(mine)).toEqual(["Gil"]);
  expect(await admin`select 1 from public.tags where id = ${theirs}`).toHaveLength(1);
});

test("of two merges the opposite way at once one tag stays, with all contacts", async () => {
  const [one, two] = [await addTag("North"), await addTag("Northern")];
  await addContacts({ Eva: [one], Finn: [two] });
  const ways = [mergeTag(tenant.admin.db, one, two), mergeTag(tenant.manager.db, two, one)];
  const ends = await Promise.allSettled(ways);
  expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const left = [...(await taggedWith(one)), ...(await taggedWith(two))];
  expect(left.sort()).toEqual(["Eva", "Finn"]);
});
