import { randomUUID } from "node:crypto";
import type { Page } from "playwright";
import { beforeEach, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { sessionCookie } from "@/tests/support/cookie";
import { openForm, words } from "@/tests/support/form";
import { stack } from "@/tests/support/stack";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";

withBrowser();

let tenant: TestTenant;
let id = "";
beforeEach(async () => {
  tenant = await makeTenant();
  id = randomUUID();
  const contact = { id, tenant_id: tenant.id, name: "Jane Doe", company: "First" };
  await given(tenant.rep.db.from("contacts").insert(contact).select("id"));
  // The browser's own lines about what is refused and what cannot be reached.
  expectComplaint(/Failed to load resource|net::ERR|Failed to fetch/);
});

/** What happens when someone signs out in another window, or an admin ends the session. */
async function endSession(page: Page) {
  // What the page asks for when it has just loaded is answered first.
  await page.waitForLoadState("networkidle");
  await page.context().clearCookies({ name: /auth-token/ });
}

/** The tab is hidden for a minute of the page's clock, then shown: the page is rendered again. */
async function lookAway(page: Page) {
  await page.evaluate(() => {
    const turn = (state: DocumentVisibilityState) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    };
    turn("hidden");
    const { now } = Date;
    Date.now = () => now() + 60_000;
    turn("visible");
  });
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Sign in to save" });

async function signInHere(page: Page, member: Member) {
  await dialog(page).getByLabel("Email").fill(member.email);
  await dialog(page).getByLabel("Password").fill(member.password);
  await dialog(page).getByRole("button", { name: "Sign in and save" }).click();
}

const companyOf = async (contact = id) =>
  (await given(tenant.rep.db.from("contacts").select("company").eq("id", contact).single()))
    .company;

describe("a form that is sent after the session has ended", () => {
  test("is saved as it was typed once its person has signed in over it", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}/edit`);
    await page.getByLabel("Company", { exact: true }).fill("Typed before the session ended");
    await page.getByRole("button", { name: "Add a number" }).click();
    await page.getByLabel("Number 2", { exact: true }).fill("(206) 555-0177");
    await endSession(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await dialog(page).waitFor();
    expect(await companyOf()).toBe("First");
    await dialog(page).getByLabel("Password").fill("not the password");
    await dialog(page).getByRole("button", { name: "Sign in and save" }).click();
    await dialog(page).getByText("Wrong email or password.").waitFor();
    await signInHere(page, tenant.rep);
    await page.waitForURL(`**/contacts/${id}`);
    await page.getByText("Typed before the session ended", { exact: true }).first().waitFor();
    await page.getByText("(206) 555-0177").first().waitFor();
  });

  test("stays as typed when nobody signs in, and asks again", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}/edit`);
    await page.getByLabel("Company", { exact: true }).fill("Still here");
    await endSession(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await dialog(page).getByRole("button", { name: "Close" }).click();
    await page.getByText("You were signed out, so this isn't saved yet.").waitFor();
    expect(await page.getByLabel("Company", { exact: true }).inputValue()).toBe("Still here");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await signInHere(page, tenant.rep);
    await page.waitForURL(`**/contacts/${id}`);
    expect(await companyOf()).toBe("Still here");
  });

  test.each([
    ["/settings/profile", "Name", "A New Name", "Save name"],
    ["/settings/company", "Recording notice", "We record this.", "Save recording settings"],
    ["/settings/calling", "Concurrent calls", "9", "Save limits"],
    ["/settings/calling", "Number", "(206) 555-0170", "Add number"],
    ["/settings/team", "Email", "new@people.test", "Invite"],
    ["/settings/twilio", "Account SID", `AC${"1a".repeat(16)}`, "Save"],
    ["/contacts/new", "Name", "Somebody New", "Add contact"],
  ])("stays as typed on %s: %s", async (path, label, value, button) => {
    const page = await openAs(tenant.admin, path);
    const field = page.getByRole("main").getByLabel(label, { exact: true });
    await field.fill(value);
    await endSession(page);
    await page.getByRole("button", { name: button, exact: true }).click();
    await dialog(page).waitFor();
    await dialog(page).getByRole("button", { name: "Close" }).click();
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await field.inputValue()).toBe(value);
  });

  test("is not saved into another company without a question", async () => {
    const theirs = await makeTenant({ withoutTwilio: true });
    const page = await openAs(tenant.rep, "/contacts/new");
    await page.getByLabel("Name").fill("Whose Contact");
    await endSession(page);
    await page.getByRole("button", { name: "Add contact" }).click();
    await dialog(page).waitFor();
    await signInHere(page, theirs.admin);
    await page.getByText(`You're now signed in as Ada Admin of ${theirs.name}.`).waitFor();
    const saved = (member: Member) => given(member.db.from("contacts").select("name"));
    expect(await saved(theirs.admin)).toEqual([]);
    expect(await page.getByLabel("Name").inputValue()).toBe("Whose Contact");
    await page.getByRole("button", { name: `Save in ${theirs.name}` }).click();
    // Who was chosen as its owner is nobody there.
    await page.getByText("This person isn't on your team.").waitFor();
    await page.getByLabel("Owner").selectOption({ label: "Nobody" });
    await page.getByRole("button", { name: "Add contact" }).click();
    await page.waitForURL(/contacts\/[0-9a-f-]{36}$/);
    expect(await saved(theirs.admin)).toEqual([{ name: "Whose Contact" }]);
    expect(await saved(tenant.rep)).toEqual([{ name: "Jane Doe" }]);
  });

  test("leads to sign-in and back without script, with a sentence that is true", async () => {
    const cookie = await sessionCookie(tenant.rep);
    const form = await openForm(`/contacts/${id}/edit`, { cookie, having: 'name="company"' });
    const answer = await form.send(
      { name: "Jane Doe", company: "Lost?" },
      { as: { cookie: "a=b" } },
    );
    expect(answer.status).toBe(303);
    const location = answer.headers.get("location") ?? "";
    const said = new URL(location, stack.urls.app);
    expect(said.pathname).toBe("/login");
    expect(said.searchParams.get("next")).toBe(`/contacts/${id}/edit`);
    expect(await words(await fetch(said))).toContain(
      "You were signed out, so your changes aren't saved.",
    );
    expect(await companyOf()).toBe("First");
  });
});

describe("what is typed is not lost", () => {
  test("when the page is rendered again after the session has ended", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}/edit`);
    await page.getByLabel("Company", { exact: true }).fill("Half a senten");
    await endSession(page);
    const asked = page.waitForResponse((response) => response.url().includes("/api/session"));
    await lookAway(page);
    expect((await asked).status()).toBe(401);
    expect(await page.getByLabel("Company", { exact: true }).inputValue()).toBe("Half a senten");
    expect(new URL(page.url()).pathname).toBe(`/contacts/${id}/edit`);
  });

  test("when someone of another company has signed in in another window", async () => {
    const theirs = await makeTenant({ withoutTwilio: true });
    const page = await openAs(tenant.rep, `/contacts/${id}/edit`);
    await page.getByLabel("Company", { exact: true }).fill("Half a senten");
    const other = await page.context().newPage();
    await endSession(page);
    await other.goto("/login");
    await other.getByLabel("Email").fill(theirs.admin.email);
    await other.getByLabel("Password").fill(theirs.admin.password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.waitForURL("**/contacts");
    const asked = page.waitForResponse((response) => response.url().includes("/api/session"));
    await lookAway(page);
    await asked;
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(`You're now signed in as Ada Admin of ${theirs.name}.`).waitFor();
    expect(await page.getByLabel("Company", { exact: true }).inputValue()).toBe("Half a senten");
    expect(await companyOf()).toBe("First");
  });

  test("when the network is away, and is saved when it is back", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}/edit`);
    await page.getByLabel("Company", { exact: true }).fill("Typed in a tunnel");
    const save = page.getByRole("button", { name: "Save", exact: true });
    await page.context().setOffline(true);
    await save.click();
    await page.getByText("The server didn't answer, so this may not be saved.").waitFor();
    expect(await page.getByLabel("Company", { exact: true }).inputValue()).toBe(
      "Typed in a tunnel",
    );
    await page.context().setOffline(false);
    await save.click();
    await page.waitForURL(`**/contacts/${id}`);
    expect(await companyOf()).toBe("Typed in a tunnel");
  });

  test("when the server answers with something else", async () => {
    const page = await openAs(tenant.rep, `/contacts/${id}/edit`);
    await page.getByLabel("Company", { exact: true }).fill("Behind a broken proxy");
    await page.route("**/edit", (route) =>
      route.request().method() === "POST"
        ? route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" })
        : route.fallback(),
    );
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The server didn't answer, so this may not be saved.").waitFor();
    expect(await page.getByLabel("Company", { exact: true }).inputValue()).toBe(
      "Behind a broken proxy",
    );
  });

  test("when a role was changed by someone else while its dialog was open", async () => {
    const page = await openAs(tenant.admin, "/settings/team");
    await page.getByRole("button", { name: "Actions for Rob Rep" }).click();
    await page.getByRole("menuitem", { name: "Change role" }).click();
    const role = page.getByRole("dialog");
    await role.getByRole("radio", { name: /^Admin/ }).check();
    const change = { member: tenant.rep2.userId, new_role: "manager" as const };
    await given(tenant.admin.db.rpc("change_member_role", change));
    await role.getByRole("button", { name: "Save role" }).click();
    await role.getByText("You changed the role to “Manager” in another window.").waitFor();
    const roleOf = () =>
      given(
        tenant.rep.db.from("profiles").select("role").eq("user_id", tenant.rep2.userId).single(),
      );
    expect(await roleOf()).toEqual({ role: "manager" });
    await role.getByRole("radio", { name: "Keep yours" }).check();
    await role.getByRole("button", { name: "Save role" }).click();
    await role.waitFor({ state: "hidden" });
    expect(await roleOf()).toEqual({ role: "admin" });
  });
});
