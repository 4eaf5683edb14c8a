import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { given, nobody, signUp } from "@/tests/database/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  [acme, globex] = await Promise.all([
    makeTenant({ withoutTwilio: true }),
    makeTenant({ withoutTwilio: true }),
  ]);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const person = "Gil Guest";
const Renewed = z.object({ status: z.string(), token: z.string().optional() });
const newAddress = () => `${randomUUID()}@guest.test`;

async function invite(invitee = newAddress()) {
  const asked = { invitee, as_role: "manager" as const };
  const token = await given(acme.admin.db.rpc("create_invitation", asked));
  const { id } = await given(
    acme.admin.db
      .from("invitations")
      .select("id")
      .eq("email", invitee)
      .is("revoked_at", null)
      .single(),
  );
  return { id, token, invitee };
}
const guestOf = ({ invitee }: { invitee: string }) => signUp({}, invitee);
const statusOf = async (token: string) =>
  (await nobody().rpc("peek_invitation", { token })).data?.status;

test("an invitation brings its person into the tenant, in the role it names", async () => {
  const invitation = await invite();
  const { token } = invitation;
  const guest = await guestOf(invitation);
  expect(await statusOf(token)).toBe("open");
  expect((await guest.db.rpc("accept_invitation", { token, person })).data).toBe("joined");
  expect((await guest.db.rpc("me")).data).toMatchObject({
    role: "manager",
    name: person,
    email: guest.email,
    tenant: { id: acme.id },
  });
  expect(await statusOf(token)).toBe("used");
});

test("it works once: again for the same person changes nothing, for another it is used", async () => {
  const invitation = await invite();
  const { token } = invitation;
  const [guest, other] = await Promise.all([guestOf(invitation), signUp()]);
  const accept = async ({ db }: typeof guest) =>
    (await db.rpc("accept_invitation", { token, person })).data;
  expect(await accept(guest)).toBe("joined");
  expect(await accept(guest)).toBe("joined");
  expect(await accept(other)).toBe("used");
  expect((await other.db.rpc("me")).data).toBeNull();
});

test("of ten people who open it at once, the one it was sent to joins", async () => {
  const invitation = await invite();
  const { token } = invitation;
  const guests = await Promise.all(
    Array.from({ length: 10 }, (_, nth) => (nth === 5 ? guestOf(invitation) : signUp())),
  );
  const answers = await Promise.all(
    guests.map(({ db }) => db.rpc("accept_invitation", { token, person })),
  );
  const words = answers.map(({ data }) => data);
  expect(words.filter((word) => word === "joined")).toHaveLength(1);
  expect(words[5]).toBe("joined");
});

test("whoever else holds the link does not join, an admin of another tenant neither", async () => {
  const invitation = await invite();
  const { token } = invitation;
  const { db } = await signUp();
  expect((await db.rpc("accept_invitation", { token, person })).data).toBe("another_address");
  expect((await db.rpc("me")).data).toBeNull();
  const boss = await signUp();
  await boss.db.rpc("create_tenant", { company: "Elsewhere", person });
  const asBoss = await boss.db.rpc("accept_invitation", { token, person });
  expect(asBoss.data).toBe("member_elsewhere");
  expect(await statusOf(token)).toBe("open");
});

test.each([
  [
    "capital letters in the invitation",
    (address: string) => address.toUpperCase(),
    (it: string) => it,
  ],
  [
    "capital letters in the account",
    (address: string) => address,
    (it: string) => it.toUpperCase(),
  ],
])("an address is the same with %s", async (_, invited, registered) => {
  const address = newAddress();
  const token = await given(
    acme.admin.db.rpc("create_invitation", { invitee: invited(address), as_role: "rep" as const }),
  );
  const guest = await signUp({}, address);
  await admin`update auth.users set email = ${registered(address)} where id = ${guest.userId}`;
  expect((await guest.db.rpc("accept_invitation", { token, person })).data).toBe("joined");
});

test("an address that its account has not confirmed lets nobody in", async () => {
  const invitation = await invite();
  const { token } = invitation;
  const guest = await guestOf(invitation);
  const confirmed = (at: Date | null) =>
    admin`update auth.users set email_confirmed_at = ${at} where id = ${guest.userId}`;
  await confirmed(null);
  expect((await guest.db.rpc("accept_invitation", { token, person })).data).toBe("unconfirmed");
  expect(await statusOf(token)).toBe("open");
  await confirmed(new Date());
  expect((await guest.db.rpc("accept_invitation", { token, person })).data).toBe("joined");
});

test("once its time is over it lets nobody in", async () => {
  const { id, token } = await invite();
  await admin`update public.invitations set expires_at = now() - interval '1 second' where id = ${id}`;
  const { db } = await signUp();
  expect(await statusOf(token)).toBe("expired");
  expect((await db.rpc("accept_invitation", { token, person })).data).toBe("expired");
  expect((await db.rpc("me")).data).toBeNull();
});

test("revoked, it lets nobody in", async () => {
  const { id, token } = await invite();
  expect((await acme.admin.db.rpc("revoke_invitation", { invitation: id })).error).toBeNull();
  const { db } = await signUp();
  expect(await statusOf(token)).toBe("revoked");
  expect((await db.rpc("accept_invitation", { token, person })).data).toBe("invalid");
  expect((await db.rpc("me")).data).toBeNull();
});

test("another tenant's admin revokes none", async () => {
  const { id, token } = await invite();
  await globex.admin.db.rpc("revoke_invitation", { invitation: id });
  expect(await statusOf(token)).toBe("open");
});

test("a new one for the same address ends the one before", async () => {
  const first = await invite();
  const second = await invite(first.invitee);
  expect(await statusOf(first.token)).toBe("revoked");
  expect(await statusOf(second.token)).toBe("open");
});

test("a token that nobody gave out says nothing and lets nobody in", async () => {
  const { db } = await signUp();
  for (const token of ["", "0".repeat(64), "%"]) {
    expect((await db.rpc("peek_invitation", { token })).data).toBeNull();
    expect((await db.rpc("accept_invitation", { token, person })).data).toBe("invalid");
  }
});

test("sent again it has a new link, the old one is no good; of two at one moment, one sends", async () => {
  const { id, token, invitee } = await invite();
  const renew = (db = acme.admin.db) => db.rpc("renew_invitation", { invitation: id });
  expect((await renew()).data).toEqual({ status: "just_sent" });
  await admin`update public.invitations set sent_at = now() - interval '8 days',
    expires_at = now() - interval '1 day' where id = ${id}`;
  expect((await renew(globex.admin.db)).data).toEqual({ status: "gone" });
  const answers = await Promise.all([renew(), renew()]);
  const renewed = answers.map(({ data }) => Renewed.parse(data));
  expect(renewed.map(({ status }) => status).sort()).toEqual(["just_sent", "renewed"]);
  const fresh = renewed.find((one) => one.token)?.token ?? "";
  expect(await statusOf(fresh)).toBe("open");
  expect((await nobody().rpc("peek_invitation", { token })).data).toBeNull();
  const { data } = await acme.admin.db.from("audit_log").select("action").eq("subject", id);
  expect(data).toContainEqual({ action: "invitation.resent" });

  const guest = await guestOf({ invitee });
  expect((await guest.db.rpc("accept_invitation", { token: fresh, person })).data).toBe("joined");
  await admin`update public.invitations set sent_at = now() - interval '1 day' where id = ${id}`;
  expect((await renew()).data).toEqual({ status: "gone" });
});

test("a member of another tenant stays there, and the invitation stays open", async () => {
  const { token } = await invite();
  const { data } = await globex.rep.db.rpc("accept_invitation", { token, person });
  expect(data).toBe("member_elsewhere");
  expect((await globex.rep.db.rpc("me")).data).toMatchObject({ tenant: { id: globex.id } });
  expect(await statusOf(token)).toBe("open");
});

test("only its hash is kept, and admins cannot read that either", async () => {
  const { id, token } = await invite();
  const [kept] =
    await admin`select to_jsonb(i)::text as row from public.invitations i where id = ${id}`;
  expect(kept?.row).not.toContain(token);
  const { error } = await acme.admin.db.from("invitations").select("token_hash");
  expect(error?.code).toBe("42501");
});

test("without a session it is not accepted", async () => {
  const { token } = await invite();
  const { error } = await nobody().rpc("accept_invitation", { token, person });
  expect(error?.code).toBe("42501");
  expect(await statusOf(token)).toBe("open");
});
