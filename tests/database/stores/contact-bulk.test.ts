import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { changeContacts, undoChange } from "@/lib/contact-list/bulk";
import { ChangeContacts } from "@/lib/contact-list/bulk-schema";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
let other: TestTenant;
let stages: string[];
let tags: string[];

beforeAll(async () => {
  [tenant, other] = await Promise.all([
    makeTenant({ withoutTwilio: true }),
    makeTenant({ withoutTwilio: true }),
  ]);
  const found = await admin`select id from public.contact_stages where tenant_id = ${tenant.id}
    order by position limit 2`;
  const added = await admin`insert into public.tags (tenant_id, name)
    values (${tenant.id}, 'VIP'), (${tenant.id}, 'Cold') returning id`;
  stages = found.map(({ id }) => String(id));
  tags = added.map(({ id }) => String(id));
});

async function addContacts(count: number, company: string): Promise<string[]> {
  const rows = await admin`insert into public.contacts (tenant_id, name, company)
    select ${tenant.id}, 'Contact ' || n, ${company} from generate_series(1, ${count}::int) n
    returning id`;
  return rows.map(({ id }) => String(id));
}

/** Everything that a bulk change may touch. */
const facts = (ids: string[]) => admin`
  select c.id, c.owner_id, c.stage_id, c.archived_at::text, array(select tag_id::text
    from public.contact_tags t where t.contact_id = c.id order by 1) as tags
  from public.contacts c where c.id = any (${ids}) order by c.id`;

type Asked = { what: string; value?: string | null; ids: string[] };

async function run(asked: Asked, who: Member = tenant.rep) {
  const change = randomUUID();
  const input = { ...asked, change, ids: asked.ids.join(",") };
  const changed = await changeContacts(who.db, ChangeContacts.parse(input), "US");
  return { change, changed };
}

const change = fc.oneof(
  fc.record({ what: fc.constant("owner"), value: fc.constantFrom("rep", "rep2", null) }),
  fc.record({ what: fc.constant("stage"), value: fc.constantFrom("0", "1", null) }),
  fc.record({ what: fc.constantFrom("add_tag", "remove_tag"), value: fc.constantFrom("0", "1") }),
  fc.record({ what: fc.constantFrom("archive", "restore"), value: fc.constant(null) }),
);

function become({ what, value }: { what: string; value: string | null }): string | null {
  if (value === null) return null;
  if (what === "owner") return value === "rep" ? tenant.rep.userId : tenant.rep2.userId;
  return (what === "stage" ? stages : tags)[Number(value)] ?? null;
}

test("changes undone in turn, the last first, leave every contact as it was", async () => {
  const ids = await addContacts(6, "Undone");
  const steps = fc.array(fc.tuple(change, fc.subarray(ids, { minLength: 1 })), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const seen = [await facts(ids)];
      const done: string[] = [];
      for (const [asked, some] of taken) {
        done.push((await run({ what: asked.what, value: become(asked), ids: some })).change);
        seen.push(await facts(ids));
      }
      expect(seen.pop()).toEqual(await facts(ids));
      for (const id of done.toReversed()) {
        await undoChange(tenant.rep.db, id);
        expect(await facts(ids)).toEqual(seen.pop());
      }
    }),
    { numRuns: 15 },
  );
});

test("a tag that was given and taken away is gone once both are undone", async () => {
  const ids = await addContacts(1, "Tagged");
  const given = await run({ what: "add_tag", value: tags[0], ids });
  const taken = await run({ what: "remove_tag", value: tags[0], ids });
  await undoChange(tenant.rep.db, taken.change);
  await undoChange(tenant.rep.db, given.change);
  expect((await facts(ids)).map(({ tags: left }) => left)).toEqual([[]]);
});

test("undo leaves what somebody has changed since, and says how many", async () => {
  const ids = await addContacts(4, "Since");
  const { change: id, changed } = await run({ what: "owner", value: tenant.rep.userId, ids });
  expect(changed).toBe(4);
  const [one = "", two = "", three = ""] = ids.toSorted();
  // Another value; the same one by somebody else; another field.
  const update = (row: object, contact: string) =>
    tenant.manager.db.from("contacts").update(row).eq("id", contact);
  await update({ owner_id: tenant.rep2.userId }, one);
  await update({ owner_id: null }, two);
  await update({ owner_id: tenant.rep.userId }, two);
  await update({ title: "Director" }, three);
  expect(await undoChange(tenant.rep.db, id)).toEqual({ restored: 2, kept: 2 });
  const owners = (await facts(ids)).map(({ owner_id }) => owner_id);
  expect(owners).toEqual([tenant.rep2.userId, tenant.rep.userId, null, null]);
  const [row] = await admin`select title from public.contacts where id = ${three}`;
  expect(row?.title).toBe("Director");
});

test("a change that is sent twice is made once, and undone once", async () => {
  const ids = await addContacts(2, "Twice");
  const input = ChangeContacts.parse({
    ...{ change: randomUUID(), what: "add_tag", value: tags[0], ids: ids.join(",") },
  });
  expect(await changeContacts(tenant.rep.db, input, "US")).toBe(2);
  expect(await changeContacts(tenant.rep.db, input, "US")).toBe(2);
  await undoChange(tenant.rep.db, input.change);
  await expect(undoChange(tenant.rep.db, input.change)).rejects.toThrow("undone already");
});

test("a whole view is changed, and nothing outside of it", async () => {
  const [outside = ""] = await addContacts(1, "Outside");
  const ids = await addContacts(3, "Inside");
  await run({ what: "stage", value: stages[1], ids });
  const view = `stage=${stages[1]}`;
  const input = { change: randomUUID(), what: "add_tag", value: tags[1], all: "1", view };
  await changeContacts(tenant.rep.db, ChangeContacts.parse(input), "US");
  const tagged = await facts([...ids, outside]);
  expect(tagged.filter((row) => row.tags.includes(tags[1])).map(({ id }) => id)).toEqual(
    ids.toSorted(),
  );
});

test("neither another company's contacts nor its people can be used, nor its changes undone", async () => {
  const ids = await addContacts(2, "Ours");
  const theirs = await run({ what: "archive", ids }, other.rep);
  expect(theirs.changed).toBe(0);
  await expect(run({ what: "owner", value: other.rep.userId, ids })).rejects.toThrow("exist");
  const { change: id } = await run({ what: "archive", ids });
  await expect(undoChange(other.rep.db, id)).rejects.toThrow("undone already");
  await expect(undoChange(tenant.rep2.db, id)).rejects.toThrow("undone already");
});

test("no contact is none, not all", () => {
  const input = { change: randomUUID(), what: "archive", ids: "", view: "" };
  expect(ChangeContacts.safeParse(input).success).toBe(false);
});
