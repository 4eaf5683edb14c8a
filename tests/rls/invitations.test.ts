import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { admin, machine } from "@/tests/record/call-record";
import { given, nobody, signUp } from "@/tests/rls/visitor";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

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
const statusOf = async (token: string) =>
  (await nobody().rpc("peek_invitation", { token })).data?.status;

test("an invitation brings its person into the tenant, in the role it names", async () => {
  const { token } = await invite();
  const guest = await signUp();
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
  const { token } = await invite();
  const [guest, other] = await Promise.all([signUp(), signUp()]);
  const accept = async ({ db }: typeof guest) =>
    (await db.rpc("accept_invitation", { token, person })).data;
  expect(await accept(guest)).toBe("joined");
  expect(await accept(guest)).toBe("joined");
  expect(await accept(other)).toBe("used");
  expect((await other.db.rpc("me")).data).toBeNull();
});

test("of ten people who open it at once, one joins", async () => {
  const { token } = await invite();
  const guests = await Promise.all(Array.from({ length: 10 }, () => signUp()));
  const answers = await Promise.all(
    guests.map(({ db }) => db.rpc("accept_invitation", { token, person })),
  );
  const words = answers.map(({ data }) => data).sort();
  expect(words).toEqual(["joined", ...Array(9).fill("used")]);
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
