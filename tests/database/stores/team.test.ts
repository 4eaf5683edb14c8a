import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { newcomer } from "@/tests/support/newcomer";
import { makeTenant } from "@/tests/support/tenant";

const invite = { invitee: "new@person.test", as_role: "rep" } as const;
/** The same for an address that nobody has registered yet. */
const inviteNew = () => ({ ...invite, invitee: `${randomUUID()}@person.test` });

test("only admins invite", async () => {
  const { rep, manager } = await makeTenant({ withoutTwilio: true });
  for (const person of [rep, manager]) {
    const { error } = await person.db.rpc("create_invitation", invite);
    expect(error?.code).toBe("42501");
  }
});

test("an invitation brings one person in, once", async () => {
  const { admin, name } = await makeTenant({ withoutTwilio: true });
  const invited = inviteNew();
  const token = await given(admin.db.rpc("create_invitation", invited));
  const [first, second] = [await newcomer(invited.invitee), await newcomer()];

  const peeked = await first.db.rpc("peek_invitation", { token });
  expect(peeked.data).toMatchObject({ tenant_name: name, role: "rep", status: "open" });

  const accept = { token, person: "New Person" };
  expect((await first.db.rpc("accept_invitation", accept)).data).toBe("joined");
  expect((await first.db.rpc("accept_invitation", accept)).data).toBe("joined");
  expect((await second.db.rpc("accept_invitation", accept)).data).toBe("used");
  expect((await second.db.from("contacts").select("id")).data).toEqual([]);
});

test("a revoked invitation and one that a newer replaced are no good", async () => {
  const { admin } = await makeTenant({ withoutTwilio: true });
  const { db } = await newcomer();
  const accept = async (token: string) =>
    (await db.rpc("accept_invitation", { token, person: "New" })).data;

  const older = await given(admin.db.rpc("create_invitation", invite));
  const newer = await given(admin.db.rpc("create_invitation", invite));
  expect(await accept(older)).toBe("invalid");

  const open = await given(
    admin.db.from("invitations").select("id").is("revoked_at", null).is("accepted_at", null),
  );
  const id = open.find(Boolean)?.id ?? "";
  await admin.db.rpc("revoke_invitation", { invitation: id });
  expect(await accept(newer)).toBe("invalid");
});

test("someone who belongs to another company stays there", async () => {
  const [here, there] = await Promise.all([
    makeTenant({ withoutTwilio: true }),
    makeTenant({ withoutTwilio: true }),
  ]);
  const token = await given(here.admin.db.rpc("create_invitation", invite));
  const accepted = await there.rep.db.rpc("accept_invitation", { token, person: "Rae" });
  expect(accepted.data).toBe("member_elsewhere");
});

test("the last admin can neither step down nor leave", async () => {
  const { admin, manager } = await makeTenant({ withoutTwilio: true });
  const stepDown = { member: admin.userId, new_role: "rep" } as const;
  expect((await admin.db.rpc("change_member_role", stepDown)).data).toBe("last_admin");
  expect((await admin.db.rpc("remove_member", { member: admin.userId })).data).toBe("last_admin");

  await admin.db.rpc("change_member_role", { member: manager.userId, new_role: "admin" });
  expect((await admin.db.rpc("change_member_role", stepDown)).data).toBe("changed");
});

test("two admins who demote each other at once do not leave the company without one", async () => {
  const { admin, manager } = await makeTenant({ withoutTwilio: true });
  await admin.db.rpc("change_member_role", { member: manager.userId, new_role: "admin" });
  await Promise.all([
    admin.db.rpc("change_member_role", { member: manager.userId, new_role: "rep" }),
    manager.db.rpc("change_member_role", { member: admin.userId, new_role: "rep" }),
  ]);
  const { data } = await manager.db.from("profiles").select("role").eq("role", "admin");
  expect(data?.length).toBeGreaterThanOrEqual(1);
});

test("someone who was removed reads nothing any more, and their topic is closed to them", async () => {
  const { admin, rep } = await makeTenant({ withoutTwilio: true });
  const before = await given(rep.db.rpc("realtime_topic"));
  await admin.db.rpc("remove_member", { member: rep.userId });

  for (const table of ["contacts", "calls", "profiles", "tenants", "personal_phones"] as const) {
    expect((await rep.db.from(table).select("*")).data).toEqual([]);
  }
  expect((await rep.db.rpc("me")).data).toBeNull();
  expect((await rep.db.rpc("realtime_topic")).data).toBeNull();
  expect((await admin.db.rpc("realtime_topic")).data).not.toBe(before);
});

test("nobody writes a role or a tenant directly", async () => {
  const { rep, id } = await makeTenant({ withoutTwilio: true });
  const promoted = await rep.db
    .from("profiles")
    .update({ role: "admin" })
    .eq("user_id", rep.userId);
  const moved = await rep.db.from("profiles").update({ tenant_id: id }).eq("user_id", rep.userId);
  expect([promoted.error?.code, moved.error?.code]).toEqual(["42501", "42501"]);
});

test("people rename themselves, not each other", async () => {
  const { rep, rep2 } = await makeTenant({ withoutTwilio: true });
  await rep.db.from("profiles").update({ name: "Rae Renamed" }).eq("user_id", rep.userId);
  await rep.db.from("profiles").update({ name: "Hacked" }).eq("user_id", rep2.userId);
  const { data } = await rep.db.from("profiles").select("name").order("name");
  const names = data?.map(({ name }) => name);
  expect(names).toContain("Rae Renamed");
  expect(names).not.toContain("Hacked");
});

test("reps cannot read colleagues' phones, managers can", async () => {
  const { rep, manager } = await makeTenant({ withoutTwilio: true });
  const own = await rep.db.from("personal_phones").select("user_id");
  expect(own.data).toEqual([{ user_id: rep.userId }]);
  expect((await manager.db.from("personal_phones").select("user_id")).data).toHaveLength(4);
});

test("nobody sets a colleague's phone", async () => {
  const { admin, rep } = await makeTenant({ withoutTwilio: true });
  await admin.db
    .from("personal_phones")
    .update({ phone: "+12065550199" })
    .eq("user_id", rep.userId);
  const { data } = await rep.db.from("personal_phones").select("phone");
  expect(data).toEqual([{ phone: rep.phone }]);
});
