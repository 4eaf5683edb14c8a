import { randomBytes } from "node:crypto";
import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { expectComplaint, openAs, openPage, signIn, withBrowser } from "@/tests/support/browser";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";
import { ask, callRow, customer, place } from "@/tests/telephony/calls/walk";

withBrowser();

const newAddress = () => `${randomBytes(6).toString("hex")}@people.test`;
const password = "correct horse battery";

async function signUp(page: Page, name: string, email: string) {
  await page.getByLabel("Your name").fill(name);
  const address = page.getByLabel("Email");
  if (await address.isEditable()) await address.fill(email);
  await page.getByLabel("Password").fill(password);
}

async function startCompany(company: string) {
  const email = newAddress();
  const page = await openPage("/signup");
  await signUp(page, "Ada Founder", email);
  await page.getByRole("button", { name: /create/i }).click();
  await page.waitForURL("**/onboarding");
  await page.getByLabel("Company").fill(company);
  await page.getByRole("button", { name: "Create company" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/onboarding"));
  return { page, email };
}

/** The newest mail to an address, once it is there. */
async function mailTo(address: string): Promise<{ text: string; html: string }> {
  const find = async () => {
    const mails: { to: string[]; text: string; html: string }[] = await (
      await fetch(`${stack.urls.mail}/api/messages`)
    ).json();
    return (
      mails.findLast((mail) => mail.to.some((to) => to.includes(address))) ??
      mails.find((mail) => mail.to.some((to) => to.includes(address)))
    );
  };
  await expect.poll(find).toBeTruthy();
  const mail = await find();
  if (!mail) throw new Error("no mail");
  return mail;
}

async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto("/settings/team");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Role", { exact: true }).selectOption(role);
  await page.getByRole("button", { name: "Invite" }).click();
  return page.getByLabel("Invitation link").inputValue();
}

describe("people", () => {
  test("sign up, make their company, and invite a colleague by a link that is mailed and works once", async () => {
    const { page } = await startCompany("Ada's Ladders");
    const colleague = newAddress();
    const link = await invite(page, colleague, "manager");
    expect((await mailTo(colleague)).text).toContain(link);

    const theirs = await openPage(new URL(link).pathname);
    await theirs.getByText("Ada's Ladders").first().waitFor();
    await signUp(theirs, "Mo Manager", colleague);
    await theirs.getByRole("button", { name: "Create account and join" }).click();
    await theirs.waitForURL((url) => !url.pathname.startsWith("/invite"));

    const again = await openPage(new URL(link).pathname);
    await again.getByText("It has already been used.").waitFor();

    await page.goto("/settings/team");
    await page.getByRole("main").getByText("Mo Manager").first().waitFor();
  });

  test("are promoted, and removed: the one removed is out at once", async () => {
    const tenant = await makeTenant({ withoutTwilio: true });
    const removed = await openAs(tenant.rep2);
    const page = await openAs(tenant.admin, "/settings/team");
    await page.getByRole("button", { name: "Actions for Rae Rep" }).click();
    await page.getByRole("menuitem", { name: "Change role" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /manager/i }).check();
    await dialog.getByRole("button", { name: /change|save/i }).click();
    await dialog.waitFor({ state: "hidden" });
    const { data } = await tenant.rep.db
      .from("profiles")
      .select("role")
      .eq("user_id", tenant.rep.userId)
      .single();
    expect(data?.role).toBe("manager");

    await page.getByRole("button", { name: "Actions for Rob Rep" }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page
      .getByRole("alertdialog")
      .or(page.getByRole("dialog"))
      .getByRole("button", { name: "Remove" })
      .click();
    // While the dialog is open, what is behind it is hidden from roles.
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Actions for Rob Rep" }).waitFor({ state: "detached" });
    await removed.goto("/contacts");
    await removed.waitForURL("**/onboarding");
    expect((await tenant.rep2.db.from("contacts").select("id")).data).toEqual([]);
  });

  test("set name, phone and password in their profile, sign out, and reset a forgotten password by mail", async () => {
    const { page, email } = await startCompany("Reset & Sons");
    await page.goto("/settings/profile");
    await page.getByLabel("Personal phone").fill("(206) 555-0142");
    await page.getByRole("button", { name: /save phone|add phone/i }).click();
    await page
      .getByText("(206) 555-0142")
      .or(page.locator("input[value='(206) 555-0142']"))
      .first()
      .waitFor();

    await page.getByRole("button", { name: /Ada Founder/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/login**");

    await page.goto("/reset-password");
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button").last().click();
    const mail = await mailTo(email);
    const link =
      mail.text.match(/https?:\/\/\S+/)?.[0] ??
      mail.html.match(/href="([^"]+)"/)?.[1]?.replaceAll("&amp;", "&");
    await page.goto(link ?? "");
    const next = page.getByLabel("New password");
    const go = page.getByRole("button", { name: /choose|continue|new password/i });
    await next.or(go).first().waitFor();
    if (!(await next.isVisible())) await go.first().click();
    await next.fill("another good password");
    await page.getByRole("button", { name: "Save and sign in" }).click();
    await page.waitForURL("**/contacts");

    const fresh = await openPage("/login");
    await fresh.getByLabel("Email").fill(email);
    await fresh.getByLabel("Password").fill(password);
    await fresh.getByRole("button", { name: "Sign in" }).click();
    await fresh
      .getByText(/password/i)
      .filter({ hasText: /wrong|incorrect|not/i })
      .first()
      .waitFor();
    await signIn(fresh, { email, password: "another good password" });
  });

  test("of another company see nothing of this one, by any page or API", async () => {
    const [acme, globex] = await Promise.all([makeTenant(), makeTenant()]);
    const { data: contact } = await acme.rep.db
      .from("contacts")
      .insert({ tenant_id: acme.id, name: "Secret Customer" })
      .select("id")
      .single();
    const callId = await place(acme, customer);
    expect((await callRow(acme, callId)).id).toBe(callId);

    const page = await openAs(globex.admin, `/contacts/${contact?.id}`);
    await page
      .getByText(/not found|no such|not here|doesn't exist/i)
      .first()
      .waitFor();
    await page.goto(`/calls/${callId}`);
    await page
      .getByText(/not found|no such|not here|doesn't exist/i)
      .first()
      .waitFor();
    expectComplaint(/404/);
    await page.goto("/contacts?q=Secret");
    expect(await page.getByRole("main").getByText("Secret Customer").count()).toBe(0);
    expect((await ask(globex.admin, `/api/calls/${callId}/hangup`)).status).toBe(404);
  });
});

test("the account menu opens, moves and closes by keys, and gives the focus back", async () => {
  const tenant = await makeTenant({ withoutTwilio: true });
  const page = await openAs(tenant.rep);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  const button = page.getByRole("button", { name: /account menu/ });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Your profile");
  await page.keyboard.press("ArrowDown");
  expect(await focused()).toBe("Sign out");
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "hidden" });
  expect(await button.evaluate((node) => node === document.activeElement)).toBe(true);
});
