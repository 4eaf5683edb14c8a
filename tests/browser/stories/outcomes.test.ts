import { expect, test } from "vitest";
import { listDispositions } from "@/lib/dispositions/store";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";

withBrowser();

test("an admin adds an outcome that moves the contact, changes, orders and archives it", async () => {
  const tenant = await makeTenant({ withoutTwilio: true });
  const labels = async () =>
    (await listDispositions(tenant.rep.db, tenant.id)).map(({ label }) => label);
  const page = await openAs(tenant.admin, "/settings/outcomes");
  const adding = page.getByRole("form", { name: "Add an outcome" });
  await adding.getByLabel("Name").fill("Sent a quote");
  await adding.getByLabel("What follows").selectOption("A call back");
  await adding.getByLabel("Due in").fill("2");
  await adding.getByLabel("Move the contact to").selectOption("Qualified");
  await adding.getByRole("button", { name: "Add outcome" }).click();
  const list = page.getByRole("list", { name: "Outcomes", exact: true });
  const added = list.getByRole("listitem").filter({ hasText: "Sent a quote" });
  await added.getByText("Call back in 2 days, stage “Qualified”").waitFor();

  await added.getByRole("button", { name: "Edit Sent a quote" }).click();
  const dialog = page.getByRole("dialog");
  expect(await dialog.getByLabel("Move the contact to").inputValue()).not.toBe("");
  await dialog.getByLabel("Name").fill("Quote sent");
  await dialog.getByLabel("Move the contact to").selectOption("No other stage");
  await dialog.getByRole("button", { name: "Save" }).click();
  const changed = list.getByRole("listitem").filter({ hasText: "Quote sent" });
  await changed.getByText("Call back in 2 days", { exact: true }).waitFor();

  await changed.getByRole("button", { name: "Move Quote sent up" }).click();
  await expect.poll(async () => (await labels()).indexOf("Quote sent")).toBe(4);
  expect(await labels()).toHaveLength(6);

  await changed.getByRole("button", { name: "Archive Quote sent" }).click();
  const archived = page.getByRole("list", { name: "Archived outcomes" });
  await archived.getByRole("button", { name: "Restore Quote sent" }).waitFor();
  expect(await labels()).not.toContain("Quote sent");
  await archived.getByRole("button", { name: "Restore Quote sent" }).click();
  await changed.waitFor();
});
