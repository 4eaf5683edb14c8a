import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { everythingOf, owner, tables } from "@/tests/database/rls/tables";
import { given, nobody, signUp, visitorOf } from "@/tests/database/rls/visitor";
import { sessionCookie } from "@/tests/support/cookie";
import { sendForm, words } from "@/tests/support/form";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

let acme: TestTenant;
beforeEach(async () => {
  acme = await makeTenant({ withoutTwilio: true });
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** What ends a person's access while the access token they hold is good for up to an hour. */
const ends: [string, (userId: string) => PromiseLike<unknown>][] = [
  ["every session was ended", (id) => admin`delete from auth.sessions where user_id = ${id}`],
  [
    "the account was deleted softly",
    (id) => admin`update auth.users set deleted_at = now() where id = ${id}`,
  ],
  [
    "the account was blocked",
    (id) => admin`update auth.users set banned_until = now() + interval '1 day' where id = ${id}`,
  ],
];

describe.each(ends)("with a token from before %s", (_, end) => {
  test("a member reads nothing and is asked to sign in", async () => {
    const db = visitorOf(acme.admin);
    expect((await db.rpc("me")).data).toMatchObject({ role: "admin" });
    await end(acme.admin.userId);
    for (const table of tables) {
      const { data, error } = await db.from(table).select(owner(table));
      expect(data ?? [], table).toEqual([]);
      expect(error?.code, table).toBe("42501");
    }
    for (const name of ["me", "realtime_topic"]) {
      expect((await db.rpc(name)).error?.code, name).toBe("42501");
    }
    expect((await ask(acme.admin, "/api/audit-log", { method: "GET" })).status).toBe(401);
  });

  test("a member writes nothing", async () => {
    const db = visitorOf(acme.admin);
    await end(acme.admin.userId);
    const before = await everythingOf(acme.id);
    const contact = { tenant_id: acme.id, name: "Late" };
    const answers = await Promise.all([
      db.from("contacts").insert(contact),
      db.from("tenants").update({ name: "Mine" }).eq("id", acme.id),
      db.rpc("create_invitation", { invitee: "late@acme.test", as_role: "admin" }),
      db.rpc("change_member_role", { member: acme.rep.userId, new_role: "admin" }),
      db.rpc("remove_member", { member: acme.rep.userId }),
      db.rpc("create_tenant", { company: "Late", person: "Late" }),
    ]);
    expect(answers.map(({ error }) => error?.code)).toEqual(answers.map(() => "42501"));
    expect(await everythingOf(acme.id)).toEqual(before);
  });
});

describe.each([
  ...ends,
  [
    "the account was deleted",
    (id: string) => admin`delete from auth.users where id = ${id}`,
  ] as const,
])("with a token from before %s", (_, end) => {
  test("nobody founds a company, and none is left without members", async () => {
    const { db, userId } = await signUp();
    const company = `Ghost ${randomUUID()}`;
    await end(userId);
    const { error } = await db.rpc("create_tenant", { company, person: "Ghost" });
    expect(error?.code).toBe("42501");
    expect(await admin`select id from public.tenants where name = ${company}`).toHaveLength(0);
  });

  test("nobody spends an invitation", async () => {
    const { db, userId, email } = await signUp();
    const token = await given(
      acme.admin.db.rpc("create_invitation", { invitee: email, as_role: "rep" }),
    );
    await end(userId);
    const { error } = await db.rpc("accept_invitation", { token, person: "Ghost" });
    expect(error?.code).toBe("42501");
    const peeked = await acme.admin.db.rpc("peek_invitation", { token });
    expect(peeked.data).toMatchObject({ status: "open" });
  });
});

test("a changed password ends every other session at once, its access token too", async () => {
  const { email, password } = acme.rep;
  const elsewhere = nobody();
  await elsewhere.auth.signInWithPassword({ email, password });
  const cookie = await sessionCookie(acme.rep);
  const changed = await sendForm(
    "/settings/profile",
    { current: password, password: "another long one" },
    { cookie, having: 'name="current"' },
  );
  expect(await words(changed)).toContain("Password changed.");
  expect((await elsewhere.rpc("me")).error?.code).toBe("42501");
  expect((await visitorOf(acme.rep).rpc("me")).data).toMatchObject({ role: "rep" });
});

test("another session of the same person goes on", async () => {
  const db = visitorOf(acme.rep);
  const { data } = await acme.rep.db.auth.signInWithPassword({
    email: acme.rep.email,
    password: acme.rep.password,
  });
  expect(data.session).not.toBeNull();
  await acme.rep.db.auth.signOut({ scope: "others" });
  expect((await acme.rep.db.rpc("me")).data).toMatchObject({ role: "rep" });
  expect((await db.rpc("me")).error?.code).toBe("42501");
});
