import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { expectComplaint, openAs, openPage, withBrowser } from "@/tests/support/browser";
import { plantJane } from "@/tests/support/jane";
import { makeTenant } from "@/tests/support/tenant";
import { place } from "@/tests/telephony/calls/walk";

withBrowser();

const checklist = (page: Page) => page.getByRole("region", { name: "Get started" });
const steps = (page: Page) => checklist(page).getByRole("listitem");
const isDone = (page: Page, step: string) =>
  checklist(page).getByRole("link", { name: `${step} (done)` });

describe("the admin of a fresh company", () => {
  test("is led from step to step in the order that works, and never to an admin", async () => {
    const { admin } = await makeTenant({ withoutTwilio: true });
    const page = await openAs(admin);
    const current = checklist(page).locator('[aria-current="step"]');
    expect(await current.textContent()).toContain("Connect Twilio");
    expect(await checklist(page).textContent()).not.toMatch(/an admin/i);

    const hrefs = await steps(page)
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    expect(hrefs.length).toBe(6);
    for (const href of hrefs) {
      await page.goto(href);
      expect(await page.getByRole("main").textContent(), href).not.toMatch(/an admin adds/i);
    }
    await page.goto("/calls");
    await current.click();
    await page.waitForURL("**/settings/twilio");
  });

  test("sees what is done ticked as it is done", async () => {
    const { id, admin } = await makeTenant({ withoutTwilio: true });
    await admin.db.from("contacts").insert({ tenant_id: id, name: "Jane Doe" });
    const page = await openAs(admin);
    await isDone(page, "Add contacts").waitFor();
    expect(await isDone(page, "Connect Twilio").count()).toBe(0);
  });

  test("dismisses it for themselves alone, also before JavaScript has loaded", async () => {
    const { admin, rep } = await makeTenant();
    const page = await openPage("/login", { javaScriptEnabled: false });
    await page.getByLabel("Email").fill(admin.email);
    await page.getByLabel("Password", { exact: true }).fill(admin.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await checklist(page).getByRole("button", { name: "Dismiss" }).click();
    await checklist(page).waitFor({ state: "detached" });
    await page.goto("/calls");
    expect(await checklist(page).count()).toBe(0);
    await checklist(await openAs(rep)).waitFor();
  });
});

describe("a rep", () => {
  test("has a phone to verify and a first call to make, then nothing", async () => {
    const tenant = await makeTenant();
    const page = await openAs(tenant.rep);
    expect(await steps(page).count()).toBe(2);
    await isDone(page, "Verify your phone").waitFor();

    await place(tenant);
    await checklist(page).waitFor({ state: "detached" });
    await page.reload();
    expect(await checklist(page).count()).toBe(0);
  });

  test("reads whom to ask for what only an admin may do; the admin is led there", async () => {
    const tenant = await makeTenant({ withoutTwilio: true });
    const contact = `/contacts/${await plantJane(tenant)}`;
    const refused = async (page: Page) => {
      expectComplaint(/409 \(Conflict\)/);
      await page
        .getByRole("button", { name: /^Call Jane Doe/ })
        .first()
        .click();
      const dialog = page.getByRole("dialog", { name: "Call not placed" });
      await dialog.waitFor();
      return dialog;
    };
    const rep = await openAs(tenant.rep, contact);
    const shown = await refused(rep);
    expect(await shown.textContent()).toContain(`yet. Ask ${tenant.admin.name}.`);
    expect(await shown.getByRole("link").count()).toBe(0);
    await shown.getByRole("button", { name: "OK" }).click();
    await rep.goto("/settings/profile");
    const settings = rep.getByRole("navigation", { name: "Settings" });
    await settings.getByRole("link", { name: "Profile" }).waitFor();
    expect(await settings.getByRole("link", { name: "Twilio" }).count()).toBe(0);

    const dialog = await refused(await openAs(tenant.admin, contact));
    await dialog.getByRole("link", { name: "Connect Twilio" }).waitFor();
  });
});
