import { expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";

withBrowser();

test("an admin makes a route by keyboard, publishes it, gives it a number, and a caller hears it", async () => {
  const tenant = await makeTenant();
  const page = await openAs(tenant.admin, "/settings/routing");
  const press = (name: string | RegExp) =>
    page.getByRole("button", { name }).first().press("Enter");
  await page.getByText("Every call ends with a person or a message").waitFor();
  await press("Create route");
  await page.waitForURL("**/settings/routing/*-*");

  await press(/1\. Greeting/);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Welcome");
  const words = page.getByLabel("What callers hear", { exact: true });
  await words.press("Control+a");
  await page.keyboard.type("You have reached the lighthouse.");
  await press("Publish");
  await page.getByText("Published.", { exact: true }).waitFor();
  await page.getByText("Published by Ada Admin").waitFor();

  await page.goto(`/settings/numbers/${tenant.numberId}`);
  await page.getByLabel("Forward calls to").selectOption({ label: "Main line" });
  await press("Save");
  await page.getByText("Saved.", { exact: true }).waitFor();

  const caller = tenant.carrier.handset(tenant.accountSid, customer);
  await caller.dial(tenant.number);
  await tenant.carrier.advance(tenant.accountSid, 1);
  expect((await caller.state()).hears).toContain("You have reached the lighthouse.");
});
