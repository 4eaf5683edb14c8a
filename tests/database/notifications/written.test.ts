import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  addContact,
  addNote,
  addTask,
  kindsOf,
  notificationsOf,
  readEverything,
} from "@/tests/database/notifications/stage";
import { given } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

describe("a contact that is given to someone", () => {
  test("by a colleague notifies the new owner, and nobody else", async () => {
    const { rep, rep2, manager } = tenant;
    const contact = await addContact(tenant, rep, { owner_id: rep2.userId });
    expect(await notificationsOf(rep2)).toMatchObject([
      {
        ...{ kind: "assigned", subject: "contacts", subject_id: contact, read_at: null },
        facts: { actor: "Rae Rep", name: "Jane Doe", count: 1, contact_id: contact },
      },
    ]);
    await given(
      manager.db.from("contacts").update({ owner_id: rep.userId }).eq("id", contact).select("id"),
    );
    expect(await notificationsOf(rep)).toMatchObject([{ facts: { actor: "Mo Manager" } }]);
    expect(await kindsOf(manager)).toEqual([]);
  });

  test("by themselves, or by nobody who is signed in, notifies no one", async () => {
    const { rep } = tenant;
    await addContact(tenant, rep, { owner_id: rep.userId });
    await admin`insert into public.contacts (tenant_id, name, owner_id)
      values (${tenant.id}, 'Imported', ${rep.userId})`;
    expect(await kindsOf(rep)).toEqual([]);
  });

  test("with many others at once is one notification for each owner", async () => {
    const { rep, rep2, manager } = tenant;
    const names = Array.from({ length: 30 }, (_, nth) => ({
      ...{ tenant_id: tenant.id, name: `Contact ${nth}` },
      owner_id: nth < 20 ? rep.userId : rep2.userId,
    }));
    await given(manager.db.from("contacts").insert(names).select("id"));
    expect(await notificationsOf(rep)).toMatchObject([{ facts: { count: 20 } }]);
    expect(await notificationsOf(rep2)).toMatchObject([{ facts: { count: 10 } }]);
    await given(
      manager.db.from("contacts").update({ owner_id: rep.userId }).neq("name", "").select("id"),
    );
    expect(await notificationsOf(rep)).toMatchObject([
      { facts: { count: 10 } },
      { facts: { count: 20 } },
    ]);
  });

  test("keeps its change whatever becomes of the notification", async () => {
    const { rep, rep2 } = tenant;
    await admin.unsafe(`alter table public.notifications add constraint broken
      check (facts ->> 'name' <> 'Broken') not valid`);
    try {
      const contact = await addContact(tenant, rep, { name: "Broken", owner_id: rep2.userId });
      expect(contact).toBeTruthy();
    } finally {
      await admin`alter table public.notifications drop constraint broken`;
    }
    expect(await kindsOf(rep2)).toEqual([]);
  });
});

describe("a task that is given to someone", () => {
  test("by a colleague notifies its owner; done, there is nothing to notice any more", async () => {
    const { rep, rep2 } = tenant;
    const task = await addTask(tenant, rep, { owner_id: rep2.userId });
    expect(await notificationsOf(rep2)).toMatchObject([
      { kind: "assigned", subject: "tasks", facts: { actor: "Rae Rep", title: "Send the quote" } },
    ]);
    await given(rep2.db.rpc("set_task_done", { task, done: true }));
    expect(await kindsOf(rep2)).toEqual(["assigned, read"]);
    expect(await kindsOf(rep)).toEqual([]);
  });

  test("and then to another is no longer the first one's to notice", async () => {
    const { rep, rep2, manager } = tenant;
    const task = await addTask(tenant, rep, { owner_id: rep2.userId });
    await given(
      manager.db.from("tasks").update({ owner_id: rep.userId }).eq("id", task).select("id"),
    );
    expect(await kindsOf(rep2)).toEqual(["assigned, read"]);
    expect(await kindsOf(rep)).toEqual(["assigned"]);
  });

  test("and deleted is forgotten", async () => {
    const { rep, rep2 } = tenant;
    const task = await addTask(tenant, rep, { owner_id: rep2.userId });
    await given(rep.db.from("tasks").delete().eq("id", task).select("id"));
    expect(await kindsOf(rep2)).toEqual([]);
  });
});

describe("a note that mentions someone", () => {
  test.each([
    ["by name", "@Rob Rep please look", ["Rob Rep"]],
    ["by name in small letters, before a comma", "ask @rob rep, he knows", ["Rob Rep"]],
    ["two people", "@Mo Manager and @Rob Rep", ["Mo Manager", "Rob Rep"]],
    ["in an address", "write to x@rob rep", []],
    ["with more letters behind", "@Rob Reprise", []],
    ["its author", "@Rae Rep wrote this", []],
  ])("%s notifies them: %s", async (_, body, expected) => {
    const { rep, rep2, manager } = tenant;
    const contact = await addContact(tenant, rep);
    await addNote(tenant, rep, contact, body);
    const named = await Promise.all(
      [manager, rep, rep2].map(async (person) =>
        (await kindsOf(person)).length ? person.name : [],
      ),
    );
    expect(named.flat()).toEqual(expected);
  });

  test("says who wrote about whom", async () => {
    const { rep, rep2 } = tenant;
    const contact = await addContact(tenant, rep);
    await addNote(tenant, rep, contact, "@Rob Rep");
    expect(await notificationsOf(rep2)).toMatchObject([
      { kind: "mentioned", facts: { actor: "Rae Rep", name: "Jane Doe", contact_id: contact } },
    ]);
  });

  test("of two names the longer one is meant", async () => {
    const { rep, rep2, manager } = tenant;
    await given(
      manager.db
        .from("profiles")
        .update({ name: "Rob" })
        .eq("user_id", manager.userId)
        .select("name"),
    );
    await addNote(tenant, rep, await addContact(tenant, rep), "@Rob Rep, call her");
    expect([await kindsOf(manager), await kindsOf(rep2)]).toEqual([[], ["mentioned"]]);
  });

  test("notifies again only whom an edit names newly", async () => {
    const { rep, rep2, manager } = tenant;
    const note = await addNote(tenant, rep, await addContact(tenant, rep), "@Rob Rep");
    await readEverything(rep2);
    const edit = (body: string) =>
      given(rep.db.from("notes").update({ body }).eq("id", note).select("id"));
    await edit("@Rob Rep and @Mo Manager");
    expect([await kindsOf(rep2), await kindsOf(manager)]).toEqual([
      ["mentioned, read"],
      ["mentioned"],
    ]);
  });

  test("reaches the others also where one cannot be notified", async () => {
    const { rep, rep2, manager } = tenant;
    const name = `broken_${tenant.id.replaceAll("-", "")}`;
    await admin.unsafe(`
      create function public.${name}() returns trigger language plpgsql
        as 'begin raise exception ''a mistake of ours''; end';
      create trigger ${name} before insert on public.notifications
        for each row when (new.user_id = '${rep2.userId}') execute function public.${name}();`);
    try {
      await addNote(tenant, rep, await addContact(tenant, rep), "@Mo Manager and @Rob Rep");
    } finally {
      await admin.unsafe(`drop function if exists public.${name}() cascade`);
    }
    expect([await kindsOf(manager), await kindsOf(rep2)]).toEqual([["mentioned"], []]);
  });

  test("does not reach who has left, nor another company", async () => {
    const { rep, rep2, admin: boss } = tenant;
    const other = await makeTenant();
    await given(boss.db.rpc("remove_member", { member: rep2.userId }));
    await addNote(tenant, rep, await addContact(tenant, rep), "@Rob Rep");
    const rows = await admin`select from public.notifications
      where user_id in (${rep2.userId}, ${other.rep2.userId})`;
    expect(rows).toHaveLength(0);
  });
});
