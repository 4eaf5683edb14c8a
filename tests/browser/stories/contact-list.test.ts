import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { beforeEach, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

withBrowser();

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
  const names = ["Ann", "Ben", "Cleo", "Dov"];
  const rows = names.map((name) => ({ tenant_id: tenant.id, name }));
  await given(tenant.rep.db.from("contacts").insert(rows).select("id"));
});

const owned = async (by: string) => {
  const rows = tenant.rep.db.from("contacts").select("name").eq("owner_id", by).order("name");
  return (await given(rows)).map(({ name }) => name).join(" ");
};
const rows = (page: Page) => page.getByRole("table", { name: "Contacts" }).getByRole("row");
const chosen = (page: Page) => page.getByRole("region", { name: "Selected contacts" });
const linkTo = (page: Page, name: string) => page.getByRole("link", { name, exact: true });

test("further numbers are shown by a press on how many there are", async () => {
  const { id: tenant_id, rep } = tenant;
  const ann = rep.db.from("contacts").select("id").eq("name", "Ann").single();
  const { id: contact_id } = await given(ann);
  const phones = ["+12065550177", "+12065550178", "+12065550179"].map((phone, position) => ({
    ...{ tenant_id, contact_id, phone, position, label: position ? "home" : "mobile" },
  }));
  await given(rep.db.from("contact_phones").insert(phones).select("id"));
  const page = await openAs(rep);
  await page.getByRole("button", { name: "+2 more of Ann" }).press("Enter");
  await page.getByText("(206) 555-0179 home").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("(206) 555-0179 home").waitFor({ state: "hidden" });
});

describe("contacts are selected", () => {
  test("by keys, assigned, and given back by Undo", async () => {
    const page = await openAs(tenant.rep);
    await linkTo(page, "Ann").waitFor();
    for (const key of ["j", "x", "j", "x", "j", "x", "x"]) await page.keyboard.press(key);
    await chosen(page).getByText("2 selected").waitFor();
    await chosen(page).getByLabel("Assign").selectOption("Rob Rep");
    await page.getByText("2 contacts assigned.").waitFor();
    await chosen(page).waitFor({ state: "hidden" });
    expect(await owned(tenant.rep2.userId)).toBe("Ann Ben");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone for 2 contacts.").waitFor();
    expect(await owned(tenant.rep2.userId)).toBe("");
  });

  test("from one box to another with Shift, all at once, and archived", async () => {
    const page = await openAs(tenant.rep);
    await page.getByLabel("Select Ben").check();
    await page.getByLabel("Select Dov").click({ modifiers: ["Shift"] });
    await chosen(page).getByText("3 selected").waitFor();
    await chosen(page).getByRole("button", { name: "Clear selection" }).click();
    await page.getByLabel("Select all on this page").check();
    await page.getByLabel("Select Cleo").uncheck();
    await chosen(page).getByText("3 selected").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      chosen(page).getByRole("link", { name: "Export" }).click(),
    ]);
    const lines = readFileSync(await download.path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines.map((line) => line.split(",")[0])).toEqual(["Name", "Ann", "Ben", "Dov"]);
    const wrong = await page.request.get("/api/contacts/export?ids=all");
    expect(wrong.status()).toBe(422);
    await chosen(page).getByRole("button", { name: "Archive" }).click();
    await page.getByText("3 contacts archived.").waitFor();
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.getByRole("combobox", { name: "More" }).selectOption("Archived");
    await page.getByLabel("Select Ann").check();
    await chosen(page).getByRole("button", { name: "Restore" }).click();
    await page.getByText("1 contact restored.").waitFor();
    await page.getByRole("link", { name: "Remove filter Archived" }).click();
    await expect.poll(() => rows(page).count()).toBe(3);
  });
});

test("a view is saved and shared, opened by a colleague, exported, outlives its tag, and is deleted", async () => {
  const tag = { tenant_id: tenant.id, name: "VIP" };
  const { id } = await given(tenant.rep.db.from("tags").insert(tag).select("id").single());
  const [ann] = await given(tenant.rep.db.from("contacts").select("id").eq("name", "Ann"));
  const tagged = { tenant_id: tenant.id, contact_id: ann?.id ?? "", tag_id: id };
  await given(tenant.rep.db.from("contact_tags").insert(tagged).select("tag_id"));

  const page = await openAs(tenant.rep);
  await page.getByLabel("Tag", { exact: true }).selectOption("VIP");
  await expect.poll(() => rows(page).count()).toBe(2);
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Tags" }).uncheck();
  await page.getByRole("checkbox", { name: "Created" }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("columnheader", { name: "Created" }).waitFor();
  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save view" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Enter a name.").waitFor();
  await dialog.getByLabel("Name").fill("Our VIPs");
  await dialog.getByLabel("Share with everyone").check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/contacts?view=*");
  await linkTo(page, "Our VIPs (shared)").waitFor();

  const theirs = await openAs(tenant.rep2);
  await linkTo(theirs, "Our VIPs (shared)").click();
  await theirs.getByRole("columnheader", { name: "Created" }).waitFor();
  await expect.poll(() => rows(theirs).count()).toBe(2);
  expect(await theirs.getByRole("button", { name: /^More about the view/ }).count()).toBe(0);
  const [download] = await Promise.all([
    theirs.waitForEvent("download"),
    theirs.getByRole("link", { name: "Export" }).click(),
  ]);
  expect(
    readFileSync(await download.path(), "utf8")
      .trim()
      .split("\r\n"),
  ).toHaveLength(2);

  await given(tenant.manager.db.from("tags").delete().eq("id", id).select("id"));
  await theirs.reload();
  await theirs.getByText("A filter asks for something that was deleted. Take it off.").waitFor();
  await theirs.getByRole("link", { name: "Remove filter Tag: deleted" }).click();
  await expect.poll(() => rows(theirs).count()).toBe(5);
  await theirs.getByRole("button", { name: "Save as new view" }).waitFor();

  await page.getByRole("button", { name: "More about the view Our VIPs" }).click();
  await page.getByRole("menuitem", { name: "Delete view…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await linkTo(page, "Our VIPs (shared)").waitFor({ state: "detached" });
  await expect.poll(() => rows(page).count()).toBe(5);
});
