import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { flatten } from "@/lib/contacts/decide";
import { readContact, saveContact } from "@/lib/contacts/saved";
import { type SaveContact, saveContactIn } from "@/lib/contacts/schema";
import { listContacts, searchContacts } from "@/lib/contacts/store";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
});

const typed = (fields: object): SaveContact =>
  saveContactIn("US").parse({ id: randomUUID(), owner_id: "", name: "Jane", ...fields });

/** Adds a contact; gives its id. */
async function add(fields: object, where = tenant): Promise<string> {
  const contact = typed(fields);
  await saveContact(where.rep.db, contact, null);
  return contact.id;
}

const rowOf = (id: string) => given(tenant.rep.db.from("contacts").select().eq("id", id).single());

const changesOf = async (id: string) => {
  const rows = await given(
    tenant.rep.db
      .from("contact_changes")
      .select("changes")
      .eq("contact_id", id)
      .order("created_at"),
  );
  return Object.assign({}, ...rows.map(({ changes }) => changes));
};

async function addField(type: string, choices: string[] = []): Promise<string> {
  const row = { tenant_id: tenant.id, name: `A ${type}`, type, choices };
  await given(tenant.admin.db.from("contact_fields").insert(row).select("id"));
  const own = tenant.rep.db.from("contact_fields").select("id").eq("name", row.name).single();
  return (await given(own)).id;
}

describe("a company that is typed on a contact", () => {
  const companies = async () =>
    (await given(tenant.rep.db.from("companies").select("name").order("sort_name"))).map(
      ({ name }) => name,
    );

  test("becomes a record, one for every way to write its name", async () => {
    const ids = [await add({ company: "Doe Ltd" }), await add({ company: " doe LTD " })];
    expect(await companies()).toEqual(["Doe Ltd"]);
    const rows = await Promise.all(ids.map(rowOf));
    expect(rows.map(({ company }) => company)).toEqual(["Doe Ltd", "Doe Ltd"]);
    expect(new Set(rows.map(({ company_id }) => company_id)).size).toBe(1);
  });

  test("is one record when ten contacts bring it at the same moment", async () => {
    await Promise.all(Array.from({ length: 10 }, () => add({ company: "Rush Inc" })));
    expect(await companies()).toEqual(["Rush Inc"]);
  });

  test("is another tenant's own record there", async () => {
    const other = await makeTenant({ withoutTwilio: true });
    await add({ company: "Doe Ltd" });
    await add({ company: "Doe Ltd" }, other);
    expect(await companies()).toEqual(["Doe Ltd"]);
  });

  test("renames all of its people when it is renamed, and they are found by its new name", async () => {
    const id = await add({ company: "Doe Ltd" });
    const named = tenant.rep.db.from("companies").update({ name: "Roe & Partners" });
    await given(named.eq("name", "Doe Ltd").select("id"));
    expect((await rowOf(id)).company).toBe("Roe & Partners");
    const found = await searchContacts(tenant.rep.db, "roe partners", { country: "US", size: 5 });
    expect(found.map((row) => row.id)).toEqual([id]);
  });

  test("stays as it is when a contact leaves it, and cannot be deleted before", async () => {
    const id = await add({ company: "Doe Ltd" });
    const remove = () => tenant.rep.db.from("companies").delete().eq("name", "Doe Ltd");
    expect((await remove()).error?.code).toBe("23503");
    await given(tenant.rep.db.from("contacts").update({ company: "" }).eq("id", id).select("id"));
    expect(await rowOf(id)).toMatchObject({ company: "", company_id: null });
    expect(await companies()).toEqual(["Doe Ltd"]);
    expect((await remove()).error).toBeNull();
    expect(await companies()).toEqual([]);
  });
});

describe("a field that the company has added", () => {
  test.each([
    ["text", "Blue", true],
    ["text", 7, false],
    ["text", " untidy ", false],
    ["number", 12.5, true],
    ["number", "12.5", false],
    ["date", "2026-02-28", true],
    ["date", "2026-02-30", false],
    ["choice", "Gold", true],
    ["choice", "Bronze", false],
    ["checkbox", true, true],
    ["checkbox", "on", false],
    ["link", "https://doe.test/a", true],
    ["link", "javascript:alert(1)", false],
  ])("of type %s holds %j: %j", async (type, value, holds) => {
    const field = await addField(type, type === "choice" ? ["Gold"] : []);
    const id = await add({});
    const custom = { [field]: value };
    const { error } = await tenant.rep.db.from("contacts").update({ custom }).eq("id", id);
    expect(error === null).toBe(holds);
    expect((await rowOf(id)).custom).toEqual(holds ? custom : {});
  });

  test("of another tenant, or of nobody, holds nothing", async () => {
    const other = await makeTenant({ withoutTwilio: true });
    const theirs = { tenant_id: other.id, name: "Theirs", type: "text" };
    await given(other.admin.db.from("contact_fields").insert(theirs).select("id"));
    const { id } = await given(other.rep.db.from("contact_fields").select("id").single());
    for (const key of [id, randomUUID(), "plan"]) {
      const row = { tenant_id: tenant.id, name: "Eve", custom: { [key]: "x" } };
      expect((await tenant.rep.db.from("contacts").insert(row)).error).not.toBeNull();
    }
  });

  test("keeps a choice that was taken out of the list, and nobody chooses it again", async () => {
    const field = await addField("choice", ["Gold", "Silver"]);
    const id = await add({});
    const write = (custom: object) =>
      tenant.rep.db
        .from("contacts")
        .update({ custom: { ...custom } })
        .eq("id", id);
    await write({ [field]: "Gold" });
    await tenant.admin.db
      .from("contact_fields")
      .update({ choices: ["Silver"] })
      .eq("id", field);
    const note = await addField("text");
    expect((await write({ [field]: "Gold", [note]: "stays" })).error).toBeNull();
    expect((await write({ [field]: "Silver" })).error).toBeNull();
    expect((await write({ [field]: "Gold" })).error).not.toBeNull();
    expect((await rowOf(id)).custom).toEqual({ [field]: "Silver" });
  });
});

describe("what a contact has several of:", () => {
  test("emails in small letters, the main one first, each once", async () => {
    const id = await add({
      email: ["Jane@Doe.test", "home@jane.test"],
      email_label: ["work", "home"],
    });
    const saved = await readContact(tenant.rep.db, tenant.id, id);
    expect(saved?.contact.emails).toEqual([
      { email: "jane@doe.test", label: "work" },
      { email: "home@jane.test", label: "home" },
    ]);
    const twice = saveContactIn("US").safeParse({
      ...{ id, owner_id: "", name: "Jane" },
      email: ["a@b.test", "A@B.test", "nothing"],
    });
    expect(twice.error?.issues.map(({ path }) => path.join("."))).toEqual(["email.1", "email.2"]);
  });

  test("tags by their names, whatever their case; a contact is found under each", async () => {
    const first = await add({ name: "Ann", tag: ["VIP", "Fair 2026"] });
    const second = await add({ name: "Ben", tag: ["vip", "VIP "] });
    const tags = await given(tenant.rep.db.from("tags").select("name").order("sort_name"));
    expect(tags.map(({ name }) => name)).toEqual(["Fair 2026", "VIP"]);
    const under = async (name: string) => {
      const rows = await given(
        tenant.rep.db
          .from("contact_tags")
          .select("contact_id, tags!inner(name)")
          .eq("tags.name", name)
          .order("sort_name"),
      );
      return rows.map(({ contact_id }) => contact_id);
    };
    expect(await under("VIP")).toEqual([first, second]);
    expect(await under("Fair 2026")).toEqual([first]);
  });

  test("a renamed contact keeps its place among those of a tag", async () => {
    const id = await add({ name: "Ann", tag: "VIP" });
    await given(tenant.rep.db.from("contacts").update({ name: "Zoe" }).eq("id", id).select("id"));
    const row = tenant.rep.db.from("contact_tags").select("sort_name").eq("contact_id", id);
    expect((await given(row.single())).sort_name).toBe("zoe");
  });
});

test("the timeline says what became of every field, by the names they had", async () => {
  const field = await addField("text");
  const stages = await given(tenant.rep.db.from("contact_stages").select("id, name"));
  const lead = stages.find(({ name }) => name === "Lead");
  const id = await add({ tag: "Old" });
  const saved = await readContact(tenant.rep.db, tenant.id, id);
  if (!saved || !lead) throw new Error("the contact or the stage is missing");
  const next = {
    ...saved.contact,
    ...{ title: "Head of Sales", stage_id: lead.id, address: "1 Main St", tags: ["New"] },
    ...{ time_zone: "Europe/Berlin", custom: { [field]: "Blue" } },
    emails: [{ email: "jane@doe.test", label: "work" as const }],
  };
  expect(await saveContact(tenant.rep.db, next, saved.version)).toBe(true);
  expect(await changesOf(id)).toMatchObject({
    title: { from: "", to: "Head of Sales" },
    stage: { from: null, to: "Lead" },
    address: { from: "", to: "1 Main St" },
    time_zone: { from: null, to: "Europe/Berlin" },
    "custom:A text": { to: "Blue" },
    "email:jane@doe.test": { to: "work" },
    "tag:Old": { from: true },
    "tag:New": { to: true },
  });
});

test("a save counts the version, and one that is based on an older one is refused", async () => {
  const id = await add({ phone: "206 555 0123", label: "work" });
  const opened = await readContact(tenant.rep.db, tenant.id, id);
  if (!opened) throw new Error("the contact is missing");
  // Somebody adds a tag: not a column of the contact.
  const { id: tag } = await given(
    tenant.manager.db.from("tags").insert({ tenant_id: tenant.id, name: "VIP" }).select().single(),
  );
  const row = { tenant_id: tenant.id, contact_id: id, tag_id: tag };
  await given(tenant.manager.db.from("contact_tags").insert(row).select("tag_id"));
  expect(await saveContact(tenant.rep.db, opened.contact, opened.version)).toBe(false);
  const again = await readContact(tenant.rep.db, tenant.id, id);
  expect(again && flatten(again.contact)).toMatchObject({ "tag:VIP": true });
});

describe("a contact's time zone", () => {
  test("is guessed from the main number, until somebody chooses one", async () => {
    const id = await add({ phone: "(303) 555-0123", label: "work" });
    expect(await rowOf(id)).toMatchObject({ time_zone: "America/Denver", zone_guessed: true });
    const opened = await readContact(tenant.rep.db, tenant.id, id);
    if (!opened) throw new Error("the contact is missing");
    expect(opened.contact.time_zone).toBeNull();
    const chosen = { ...opened.contact, time_zone: "Europe/Berlin" };
    await saveContact(tenant.rep.db, chosen, opened.version);
    expect(await rowOf(id)).toMatchObject({ time_zone: "Europe/Berlin", zone_guessed: false });
  });

  test.each(["Mars/Base", "UTC+3", "EST5EDT4", "America/New York", ""])(
    "is none that does not exist: %j",
    async (time_zone) => {
      const row = { tenant_id: tenant.id, name: "Jane", time_zone };
      expect((await tenant.rep.db.from("contacts").insert(row)).error).not.toBeNull();
    },
  );
});

test("an archived contact leaves the list and the search, and comes back restored", async () => {
  const id = await add({ name: "Archie Vance", phone: "206 555 0188", label: "work" });
  const archive = (archived_at: string | null) =>
    given(tenant.rep.db.from("contacts").update({ archived_at }).eq("id", id).select("id"));
  const seen = async () => {
    const { rows } = await listContacts(tenant.rep.db, tenant.id, { size: 10 });
    const looked = ["arch", "vance", "206 555 0188", "0188"].map((query) =>
      searchContacts(tenant.rep.db, query, { country: "US", size: 10 }),
    );
    return [rows, ...(await Promise.all(looked))].map((found) => found.length);
  };
  expect(await seen()).toEqual([1, 1, 1, 1, 1]);
  await archive(new Date().toISOString());
  expect(await seen()).toEqual([0, 0, 0, 0, 0]);
  await archive(null);
  expect(await seen()).toEqual([1, 1, 1, 1, 1]);
});
