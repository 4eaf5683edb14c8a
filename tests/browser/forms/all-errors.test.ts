import type { Page } from "playwright";
import { expect, test } from "vitest";
import { openAs, openPage, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";

withBrowser();

/** The names of the fields that are marked, and of the one that has the focus. */
const marked = (page: Page) =>
  page.evaluate(() => ({
    fields: [...document.querySelectorAll("[aria-invalid]")].map((field) =>
      field.getAttribute("name"),
    ),
    focused: document.activeElement?.getAttribute("name"),
  }));

/** Sends a form once its script runs, and waits for the first sentence. */
async function sendEmpty(page: Page, button: string, sentence: string) {
  await page.locator("form[novalidate]").first().waitFor();
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByText(sentence).first().waitFor();
  return marked(page);
}

test("a sign-up with nothing in it names every field in our words, and goes to the first", async () => {
  const page = await openPage("/signup");
  expect(await sendEmpty(page, "Create account", "Enter your name.")).toEqual({
    fields: ["name", "email", "password"],
    focused: "name",
  });
});

test("a contact with a wrong address and a wrong number is named both", async () => {
  const page = await openAs((await makeTenant()).rep, "/contacts/new");
  await page.getByLabel("Name", { exact: true }).fill("Jane Doe");
  await page.getByLabel("Email 1", { exact: true }).fill("nobody");
  await page.getByLabel("Number 1", { exact: true }).fill("12");
  const sentence = "That isn't an email address";
  expect(await sendEmpty(page, "Add contact", sentence)).toEqual({
    fields: ["phone", "email"],
    focused: "phone",
  });
});

test("Twilio's form without anything names SID and token at once", async () => {
  const { admin } = await makeTenant({ withoutTwilio: true });
  const page = await openAs(admin, "/settings/twilio");
  expect(await sendEmpty(page, "Save", "Enter the Account SID.")).toEqual({
    fields: ["account_sid", "auth_token"],
    focused: "account_sid",
  });
});

test("before script has loaded, the browser itself refuses an empty form", async () => {
  const page = await openPage("/login", { javaScriptEnabled: false });
  await page.getByRole("button", { name: "Sign in" }).click();
  expect(page.url()).toMatch(/\/login$/);
  expect(await page.locator("form[novalidate]").count()).toBe(0);
});

test("sign-in starts in Email, and shows the password when asked", async () => {
  const page = await openPage("/login");
  await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "email");
  const password = page.getByLabel("Password");
  await password.fill("a-long-password");
  await page.getByRole("button", { name: "Show" }).click();
  expect(await password.getAttribute("type")).toBe("text");
  await page.getByRole("button", { name: "Show" }).click();
  expect(await password.getAttribute("type")).toBe("password");
});
