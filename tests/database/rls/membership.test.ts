import type { TransactionSql } from "postgres";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { grantedColumns, tables } from "@/tests/database/rls/tables";
import { talk } from "@/tests/database/rls/talk";
import { given, visitorOf } from "@/tests/database/rls/visitor";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

type Role = "rep" | "manager" | "admin";

let acme: TestTenant;
beforeEach(async () => {
  acme = await makeTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const change = async (by: Member, whom: Member, new_role: Role) =>
  by.db.rpc("change_member_role", { member: whom.userId, new_role });
const remove = async (by: Member, whom: Member) =>
  by.db.rpc("remove_member", { member: whom.userId });
const me = async (member: Member) => (await member.db.rpc("me")).data;
const topicOf = async (member: Member) => given(member.db.rpc("realtime_topic"));

async function adminsOf(tenant: TestTenant): Promise<number> {
  const [row] = await admin`
    select count(*)::int from public.profiles
    where tenant_id = ${tenant.id} and role = 'admin' and removed_at is null`;
  return row?.count;
}

/**
 * Lets both requests come as far as the tenant's row, which is locked for them, then lets go;
 * `before` comes before them. Jobs that happen to want the row of the tenant are not counted.
 */
async function atOnce<T>(
  tenant: TestTenant,
  ask: () => Promise<T>[],
  before: (sql: TransactionSql) => Promise<void> = async () => {},
): Promise<T[]> {
  let asked: Promise<T>[] = [];
  await admin.begin(async (sql) => {
    const [locker] = await sql`
      select pg_backend_pid() as pid from public.tenants where id = ${tenant.id} for update`;
    asked = ask();
    const waiting = async () => {
      const [row] = await sql`
        with recursive waiting as (
          select pid from pg_stat_activity where ${locker?.pid}::int = any(pg_blocking_pids(pid))
          union select a.pid from pg_stat_activity a, waiting w
            where w.pid = any(pg_blocking_pids(a.pid)))
        select count(*)::int from waiting join pg_stat_activity using (pid)
          where usename not in ('ringbook_machine', 'ringbook_jobs')`;
      return row?.count;
    };
    await expect.poll(waiting, { interval: 10 }).toBe(asked.length);
    await before(sql);
  });
  return Promise.all(asked);
}

describe("roles", () => {
  test("an admin changes them, and the new one counts at once, with the token they have", async () => {
    const invite = () =>
      acme.rep.db.rpc("create_invitation", { invitee: "x@acme.test", as_role: "rep" });
    expect((await invite()).error?.code).toBe("42501");
    expect((await change(acme.admin, acme.rep, "admin")).data).toBe("changed");
    expect((await invite()).error).toBeNull();
    expect((await change(acme.admin, acme.rep, "rep")).data).toBe("changed");
    expect((await invite()).error?.code).toBe("42501");
  });

  test("the last admin neither steps down nor leaves", async () => {
    expect((await change(acme.admin, acme.admin, "manager")).data).toBe("last_admin");
    expect((await remove(acme.admin, acme.admin)).data).toBe("last_admin");
    expect(await me(acme.admin)).toMatchObject({ role: "admin" });
  });

  test("with a second admin the first may go", async () => {
    await change(acme.admin, acme.manager, "admin");
    expect((await remove(acme.admin, acme.admin)).data).toBe("removed");
    expect(await me(acme.admin)).toBeNull();
    expect((await remove(acme.manager, acme.manager)).data).toBe("last_admin");
  });

  test("two admins who demote each other at once leave one admin", async () => {
    await change(acme.admin, acme.manager, "admin");
    const answers = await atOnce(acme, () => [
      change(acme.admin, acme.manager, "rep"),
      change(acme.manager, acme.admin, "rep"),
    ]);
    expect(answers.filter(({ data }) => data === "changed")).toHaveLength(1);
    expect(await adminsOf(acme)).toBe(1);
  });

  test("two admins who remove each other at once leave one admin", async () => {
    await change(acme.admin, acme.manager, "admin");
    const answers = await atOnce(acme, () => [
      remove(acme.admin, acme.manager),
      remove(acme.manager, acme.admin),
    ]);
    expect(answers.filter(({ data }) => data === "removed")).toHaveLength(1);
    expect(await adminsOf(acme)).toBe(1);
  });
});

test("an admin who is removed while their own change waits changes nothing", async () => {
  await change(acme.admin, acme.manager, "admin");
  const removed = async (sql: TransactionSql) => {
    await sql`update public.profiles set removed_at = now()
      where tenant_id = ${acme.id} and user_id = ${acme.manager.userId}`;
  };
  const [answer] = await atOnce(acme, () => [change(acme.manager, acme.rep, "admin")], removed);
  expect(answer?.error?.code).toBe("42501");
  expect(await me(acme.rep)).toMatchObject({ role: "rep" });
});

describe("a removed member", () => {
  test("reads nothing at once, with the token they hold, and writes nothing", async () => {
    await talk(acme, acme.rep);
    const db = visitorOf(acme.rep);
    const seen = async () => {
      const found: string[] = [];
      for (const table of tables) {
        const columns = await grantedColumns(table, "SELECT");
        const rows = await given(db.from(table).select(columns.join(",")));
        if (rows.length > 0) found.push(table);
      }
      return found;
    };
    expect(await seen()).toContain("recordings");
    await remove(acme.admin, acme.rep);
    expect(await seen()).toEqual([]);
    expect(await me(acme.rep)).toBeNull();
    const added = await db.from("contacts").insert({ tenant_id: acme.id, name: "Late" });
    expect(added.error?.code).toBe("42501");
  });

  test("leaves their name on their calls, and no personal phone", async () => {
    await talk(acme, acme.rep);
    await remove(acme.admin, acme.rep);
    const { data } = await acme.manager.db.from("calls").select("profiles(name)").single();
    expect(data).toEqual({ profiles: { name: acme.rep.name } });
    const phones = await acme.manager.db
      .from("personal_phones")
      .select()
      .eq("user_id", acme.rep.userId);
    expect(phones.data).toEqual([]);
  });

  test("comes back by a new invitation, in its role, and not by the one they used", async () => {
    const { rep } = acme;
    const invite = (as_role: Role) =>
      given(acme.admin.db.rpc("create_invitation", { invitee: rep.email, as_role }));
    const accept = async (token: string) =>
      (await rep.db.rpc("accept_invitation", { token, person: "Rae Again" })).data;
    await remove(acme.admin, rep);
    const first = await invite("manager");
    expect(await accept(first)).toBe("joined");
    expect(await me(rep)).toMatchObject({ role: "manager", name: "Rae Again" });
    await remove(acme.admin, rep);
    expect(await accept(first)).toBe("used");
    expect(await me(rep)).toBeNull();
    expect(await accept(await invite("rep"))).toBe("joined");
    expect(await me(rep)).toMatchObject({ role: "rep", personal_phone: null });
  });

  test("may found a tenant of their own, and sees nothing of the old one", async () => {
    await remove(acme.admin, acme.rep);
    const { data: id } = await acme.rep.db.rpc("create_tenant", { company: "New", person: "Rae" });
    expect(id).not.toBe(acme.id);
    expect((await acme.rep.db.from("profiles").select("user_id")).data).toHaveLength(1);
  });

  test("cannot be removed or changed a second time, nor from another tenant", async () => {
    const globex = await makeTenant({ withoutTwilio: true });
    expect((await remove(globex.admin, acme.rep)).data).toBe("not_found");
    expect((await change(globex.admin, acme.rep, "admin")).data).toBe("not_found");
    await remove(acme.admin, acme.rep);
    expect((await remove(acme.admin, acme.rep)).data).toBe("not_found");
    expect((await change(acme.admin, acme.rep, "admin")).data).toBe("not_found");
    expect(await me(acme.rep)).toBeNull();
  });
});

describe("the tenant's topic", () => {
  test.each([
    ["a removal", "is another", (tenant: TestTenant) => remove(tenant.admin, tenant.rep)],
    [
      "a demotion",
      "is another",
      (tenant: TestTenant) => change(tenant.admin, tenant.manager, "rep"),
    ],
    [
      "a promotion",
      "is the same",
      (tenant: TestTenant) => change(tenant.admin, tenant.rep, "manager"),
    ],
  ])("after %s %s", async (_, is, happens) => {
    const before = await topicOf(acme.admin);
    await happens(acme);
    const after = await topicOf(acme.admin);
    expect(after === before ? "is the same" : "is another").toBe(is);
  });
});
