import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readView } from "@/lib/contact-list/address";
import { changeContacts } from "@/lib/contact-list/bulk";
import { ChangeContacts } from "@/lib/contact-list/bulk-schema";
import { listView } from "@/lib/contact-list/store";
import { viewOf } from "@/lib/contact-views/open";
import { addView, changeView, deleteView, listViews, replaceView } from "@/lib/contact-views/store";
import { exportContacts } from "@/lib/contacts/export";
import { given } from "@/tests/database/rls/visitor";
import { actorOf } from "@/tests/support/imports";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
});
afterAll(() => admin.end());

async function save(who: Member, name: string, query: string, is_shared = false): Promise<string> {
  const id = randomUUID();
  await addView(who.db, tenant.id, { id, name, query, is_shared });
  return id;
}
const seenBy = async (who: Member, id: string) =>
  (await listViews(who.db, tenant.id)).find((view) => view.id === id);
const namesOf = async (query: string) =>
  (await listView(tenant.rep.db, readView(query), { country: "US", size: 50 })).rows
    .map(({ name }) => name)
    .join(" ");

test("a view is its owner's alone until it is shared", async () => {
  const own = await save(tenant.rep, "Mine", "task=1");
  const shared = await save(tenant.rep, "Ours", "task=1", true);
  for (const who of [tenant.rep2, tenant.manager, tenant.admin]) {
    expect(await seenBy(who, own)).toBeUndefined();
    expect(await seenBy(who, shared)).toMatchObject({ name: "Ours", query: { task: "1" } });
    expect(await changeView(who.db, tenant.id, own, { name: "Theirs" }, {})).toBe(false);
    expect(await deleteView(who.db, tenant.id, own)).toBe(false);
  }
});

test("a shared view is changed by its owner and managers, not by other reps", async () => {
  const id = await save(tenant.rep, "Fair", "task=1", true);
  const rename = (who: Member, name: string) => changeView(who.db, tenant.id, id, { name }, {});
  expect(await rename(tenant.rep2, "Rob's")).toBe(false);
  expect(await rename(tenant.manager, "Fair 2026")).toBe(true);
  // A view that is no longer shared would be gone for whoever did that.
  const unshare = changeView(tenant.manager.db, tenant.id, id, { is_shared: false }, {});
  await expect(unshare).rejects.toThrow("Only the person who saved this view");
  expect(await rename(tenant.rep, "Fair")).toBe(true);
});

test("its filters are saved over those that the page showed, and over no others", async () => {
  const id = await save(tenant.rep, "Tasks", "task=1&after=x&of=y&size=2");
  const was = JSON.stringify((await seenBy(tenant.rep, id))?.query);
  expect(JSON.parse(was)).toEqual({ task: "1" });
  const replace = (query: string) => replaceView(tenant.rep.db, tenant.id, { id, query, was });
  expect(await replace("missed=1&sort=-name")).toBe(true);
  expect(await replace("archived=1")).toBe(false);
  expect((await seenBy(tenant.rep, id))?.query).toEqual({ missed: "1", sort: "-name" });
});

test("two views of one person have two names", async () => {
  await save(tenant.rep2, "Leads", "task=1");
  await expect(save(tenant.rep2, "LEADS", "missed=1")).rejects.toThrow("You have a view");
  await save(tenant.rep, "Leads", "missed=1");
});

test.each([
  ["a number", { task: 1 }],
  ["nothing", { task: "" }],
  ["a list", ["task"]],
  ["very much", { q: "x".repeat(9_000) }],
])("%s is no view", async (_, query) => {
  const row = { tenant_id: tenant.id, name: randomUUID(), query };
  expect((await tenant.rep.db.from("contact_views").insert(row)).error).not.toBeNull();
});

async function addField(type: string): Promise<string> {
  const row = { tenant_id: tenant.id, name: randomUUID(), type };
  return (await given(tenant.admin.db.from("contact_fields").insert(row).select("id").single())).id;
}

test("contacts are found by their own fields: a part of a text, a number, a day, a checkbox", async () => {
  const types = ["text", "number", "date", "checkbox"];
  const [text = "", number = "", day = "", box = ""] = await Promise.all(types.map(addField));
  const customs = {
    Ann: { [text]: "Met at the FAIR", [number]: 2.5 },
    Ben: { [text]: "fair enough", [number]: 25, [box]: true },
    Cleo: { [day]: "2026-11-29" },
  };
  for (const [name, custom] of Object.entries(customs)) {
    const row = { tenant_id: tenant.id, name, custom };
    await given(tenant.rep.db.from("contacts").insert(row).select("id"));
  }
  expect(await namesOf(`part.${text}=Fair`)).toBe("Ann Ben");
  expect(await namesOf(`num.${number}=2.50`)).toBe("Ann");
  expect(await namesOf(`is.${day}=2026-11-29`)).toBe("Cleo");
  expect(await namesOf(`has.${box}=1`)).toBe("Ben");
  expect(await namesOf(`part.${text}=fair&num.${number}=25&has.${box}=1`)).toBe("Ben");
  expect(await namesOf(`part.${text}=%25`)).toBe("");

  // Archived, a field keeps its values; who filtered by it still can.
  const archived_at = new Date().toISOString();
  await given(
    tenant.admin.db.from("contact_fields").update({ archived_at }).eq("id", text).select(),
  );
  const id = await save(tenant.rep, "Met", `part.${text}=fair`);
  const view = await seenBy(tenant.rep, id);
  const kept = view && viewOf(view);
  expect(kept?.filter.own).toEqual({ [text]: { part: "fair" } });
  // So does a view of a tag that is deleted: it opens, and shows nobody.
  expect(await namesOf(`tag=${randomUUID()}`)).toBe("");
});

test("a search of more than a thousand is exported and changed as a whole", async () => {
  const many = 1_100;
  await admin`insert into public.contacts (tenant_id, name, company)
    select ${tenant.id}, 'Quill ' || n, '=1+1' from generate_series(1, ${many}::int) n`;
  const view = readView("q=quil&sort=company");
  const csv = await (await exportContacts(await actorOf(tenant.rep), view)).text();
  const lines = csv.trim().split("\r\n");
  expect(lines).toHaveLength(many + 1);
  expect(new Set(lines).size).toBe(many + 1);
  expect(lines[1]?.startsWith("Quill 1,'=1+1,")).toBe(true);

  const some = await given(tenant.rep.db.from("contacts").select("id").like("name", "Quill _"));
  const ids = some.slice(0, 2).map(({ id }) => id);
  const exportOf = async (member: typeof tenant.rep) =>
    (await exportContacts(await actorOf(member), readView(""), ids)).text();
  expect((await exportOf(tenant.rep)).trim().split("\r\n")).toHaveLength(3);
  // Of another company's contacts nothing is exported but the columns' names.
  expect(
    (await exportOf((await makeTenant({ withoutTwilio: true })).admin)).split("\r\n"),
  ).toHaveLength(2);
  const logged = tenant.admin.db
    .from("audit_log")
    .select("detail")
    .eq("action", "contact.exported");
  expect((await given(logged)).map(({ detail }) => detail)).toContainEqual({ selected: "2" });

  const change = { change: randomUUID(), what: "owner", value: tenant.rep2.userId };
  const all = ChangeContacts.parse({ ...change, all: "1", view: "q=quil" });
  expect(await changeContacts(tenant.rep.db, all, "US")).toBe(many);
  const nothing = { change: randomUUID(), what: "archive", all: "1", view: "q=%28%29" };
  expect(await changeContacts(tenant.rep.db, ChangeContacts.parse(nothing), "US")).toBe(0);
});
