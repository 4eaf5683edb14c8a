import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { saveContact } from "@/lib/contacts/saved";
import { saveContactIn } from "@/lib/contacts/schema";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

withBrowser();

let tenant: TestTenant;
let amara: string;
let twin: string;
const [first, second] = ["(303) 555-0180", "(303) 555-0181"];

async function add(typed: { name: string; title?: string; phone: string[] }): Promise<string> {
  const id = randomUUID();
  await saveContact(tenant.rep.db, saveContactIn("US").parse({ id, owner_id: "", ...typed }), null);
  return id;
}

beforeEach(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
  amara = await add({ name: "Amara Lindqvist", title: "CFO", phone: [first] });
  twin = await add({ name: "A. Lindqvist", title: "CEO", phone: [second] });
});

test("two contacts are merged by keyboard as chosen, found by the old address, and undone", async () => {
  const page = await openAs(tenant.rep, `/contacts/${amara}`);
  await page.getByRole("button", { name: "Amara Lindqvist: actions" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.getByRole("searchbox", { name: "Search contacts" }).fill("lindqvist");
  await page.getByRole("link", { name: /^A\. Lindqvist/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Merge A. Lindqvist into Amara Lindqvist" }).waitFor();
  await page.getByRole("radio", { name: "CFO of Amara Lindqvist" }).focus();
  await page.keyboard.press("ArrowRight");
  const after = page.getByRole("heading", { name: "After the merge" });
  await page.locator("section").filter({ has: after }).getByText("CEO").waitFor();

  // Somebody changes one of them meanwhile: it is said, and nothing is merged.
  const change = tenant.manager.db.from("contacts").update({ address: "1 Main St" });
  await given(change.eq("id", twin).select("id"));
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByText("Changed since you opened this: A. Lindqvist: the address.").waitFor();
  await page.getByRole("radio", { name: "1 Main St of A. Lindqvist" }).waitFor();
  await page.getByRole("button", { name: "Merge", exact: true }).click();

  await page.getByText("Merged with A. Lindqvist").waitFor();
  await page.getByText(/merged this contact with A\. Lindqvist/).waitFor();
  const title = page.getByRole("definition").filter({ hasText: "CEO" });
  await title.first().waitFor();
  await page.getByText(second).first().waitFor();
  await page.goto(`/contacts/${twin}`);
  await page.waitForURL(`**/contacts/${amara}`);

  await page.getByRole("button", { name: "Undo the merge" }).click();
  await page.getByText("The merge was undone").waitFor();
  await page.getByText("What was added since the merge stays with Amara Lindqvist").waitFor();
  await page.getByRole("link", { name: "A. Lindqvist" }).click();
  await page.waitForURL(`**/contacts/${twin}`);
  await page.getByRole("heading", { name: "A. Lindqvist" }).waitFor();
  expect(await page.getByText(first).count()).toBe(0);
});

test("who has a number already is noticed while it is typed, and does not hinder saving", async () => {
  const page = await openAs(tenant.rep, "/contacts/new");
  await page.getByRole("textbox", { name: "Name" }).fill("New Person");
  await page.getByRole("textbox", { name: "Number 1" }).fill("303 555 0180");
  const also = page.getByRole("status").filter({ hasText: "Also on: Amara Lindqvist" });
  await also.waitFor();
  expect(await also.getByRole("link").getAttribute("href")).toBe(`/contacts/${amara}`);
  await page.getByRole("button", { name: "Add contact" }).click();
  await page.getByRole("heading", { name: "New Person" }).waitFor();

  // In place, both are there: they can be merged.
  await page.getByRole("link", { name: "Edit email" }).click();
  await page.getByRole("button", { name: "Add a number" }).click();
  await page.getByRole("textbox", { name: "Number 2" }).fill(second);
  const merge = page.getByRole("link", { name: "Merge with A. Lindqvist" });
  await merge.waitFor();
  expect(await merge.getAttribute("href")).toMatch(new RegExp(`/merge\\?with=${twin}$`));
});
