import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { attempt } from "@/lib/attempts/machine";
import { countedUnder } from "@/lib/attempts/rules";
import { sessionCookie } from "@/tests/support/cookie";
import { sendForm, words } from "@/tests/support/form";
import { stack } from "@/tests/support/stack";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

afterAll(() => admin.end());

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
});

const newAddress = () => `${randomUUID()}@guest.test`;
const wait =
  /Too many invitations lately\. Please wait \d+ (minute|hour)s?, then invite \S+ again\./;

async function invite(email: string, member: Member = tenant.admin): Promise<string> {
  const cookie = await sessionCookie(member);
  return (
    await sendForm("/settings/team", { email, role: "rep" }, { cookie, having: 'name="email"' })
  ).text();
}
const said = (html: string) => words(new Response(html));
async function mailsTo(email: string): Promise<{ subject: string; text: string }[]> {
  return (await fetch(`${stack.urls.mail}/api/messages?to=${encodeURIComponent(email)}`)).json();
}
const opened = async () =>
  (await tenant.admin.db.from("invitations").select("id")).data?.length ?? 0;

test("an address is invited three times by a company, and then the sentence says when again", async () => {
  const email = newAddress();
  for (let nth = 0; nth < 3; nth += 1) expect(await invite(email)).toContain("/invite/");
  const before = await opened();
  expect(await said(await invite(email))).toMatch(wait);
  expect(await opened()).toBe(before);
  expect(await mailsTo(email)).toHaveLength(3);
  expect(await invite(newAddress())).toContain("/invite/");
});

test("an invitation is sent again as often, each time with a new link; a double click sends once", async () => {
  const email = newAddress();
  await invite(email);
  const cookie = await sessionCookie(tenant.admin);
  const again = async () => {
    const having = `Resend the invitation of ${email}`;
    return said(await (await sendForm("/settings/team", {}, { cookie, having })).text());
  };
  const hourLater = () =>
    admin`update public.invitations set sent_at = now() - interval '1 hour' where email = ${email}`;
  expect(await again()).toContain(`${email} was invited a moment ago.`);
  await hourLater();
  const clicks = await Promise.all([again(), again()]);
  expect(clicks.filter((page) => page.includes("We emailed a new link."))).toHaveLength(1);
  expect(await mailsTo(email)).toHaveLength(2);
  const links = (await mailsTo(email)).map(({ text }) => /\/invite\/\w+/.exec(text)?.[0]);
  expect(new Set(links).size).toBe(2);
  await hourLater();
  await again();
  await hourLater();
  expect(await again()).toMatch(wait);
  expect((await mailsTo(email)).length).toBeLessThanOrEqual(3);
});

test("a person invites 20 strangers in a row, and their colleague some more", async () => {
  await tenant.admin.db.rpc("change_member_role", {
    member: tenant.manager.userId,
    new_role: "admin",
  });
  const person = tenant.admin.userId;
  for (let nth = 0; nth < 18; nth += 1) await attempt(countedUnder("invite", { person }));
  for (let nth = 18; nth < 20; nth += 1) expect(await invite(newAddress())).toContain("/invite/");
  expect(await said(await invite(newAddress()))).toMatch(wait);
  expect(await invite(newAddress(), tenant.manager)).toContain("/invite/");
});

test("a company invites exactly 50 strangers, however many of its people try at once", async () => {
  const waits = await Promise.all(
    Array.from({ length: 120 }, () => {
      const who = { person: randomUUID(), company: tenant.id, email: newAddress() };
      return attempt(countedUnder("invite", who));
    }),
  );
  expect(waits.filter((ms) => ms === 0)).toHaveLength(50);
});

test("an address that many companies have invited gets no more mail, and its link is shown", async () => {
  const email = newAddress();
  for (let nth = 0; nth < 5; nth += 1) await attempt(countedUnder("invite_mail", { email }));
  const answer = await invite(email);
  expect(answer).toContain("/invite/");
  expect(await said(answer)).toContain(
    `We didn't email ${email}, because they got several invitations`,
  );
  expect(await mailsTo(email)).toEqual([]);
});

test("the mail's subject has nothing that somebody typed, and its text no link but the invitation's", async () => {
  const { admin, id } = tenant;
  const name = "Your account is locked: https://evil.example";
  await admin.db.from("tenants").update({ name }).eq("id", id);
  await admin.db.from("profiles").update({ name: "www.evil.example" }).eq("user_id", admin.userId);
  const email = newAddress();
  expect(await invite(email)).toContain("/invite/");
  const [mail] = await mailsTo(email);
  expect(mail?.subject).toBe("You're invited to join a company on Ringbook");
  expect(mail?.text).toContain("Your account is locked");
  expect(mail?.text.match(/\w+:\/\/\S+|\w+(\.\w+)+/g)).toEqual([
    expect.stringContaining(`${stack.urls.app}/invite/`),
  ]);
});

test("someone who signs in with another address than the invited one reads so", async () => {
  const { data: token } = await tenant.admin.db.rpc("create_invitation", {
    invitee: newAddress(),
    as_role: "rep",
  });
  const outsider = await makeTenant({ withoutTwilio: true });
  await outsider.admin.db.rpc("remove_member", { member: outsider.rep.userId });
  const cookie = await sessionCookie(outsider.rep);
  const page = await words(
    await fetch(`${stack.urls.app}/invite/${token}`, { headers: { cookie } }),
  );
  expect(page).toContain(`but you're signed in as ${outsider.rep.email}`);
  const signedIn = await sendForm(
    `/invite/${token}?way=sign-in`,
    { email: outsider.rep2.email, password: outsider.rep2.password },
    { having: "Sign in and join" },
  );
  await outsider.admin.db.rpc("remove_member", { member: outsider.rep2.userId });
  expect(signedIn.status).toBeLessThan(400);
  expect((await outsider.rep.db.rpc("me")).data).toBeNull();
});
