import { expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { forgetCalls, talkInbound, tenantOfTenMinutesAgo } from "@/tests/telephony/reconcile/lost";

withBrowser();

test("an admin compares some days, reads what was found and opens the call that was missing", async () => {
  const tenant = await tenantOfTenMinutesAgo();
  await talkInbound(tenant, 42);
  await forgetCalls(tenant);
  const page = await openAs(tenant.admin, "/settings/call-audit");
  await page.getByRole("button", { name: "Compare with Twilio" }).click();
  await page.getByText("1 call was missing here and has been added to your call log.").waitFor();
  const row = page.getByRole("row", { name: "(206) 555-0177" });
  expect(await row.textContent()).toContain("Missing here");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^call-audit-.*\.csv$/);
  await row.getByRole("link").click();
  await page.getByText("Found in Twilio's list").waitFor();
  await page.goto("/calls");
  await page.getByText("Found at Twilio").waitFor();
});

test("a rep who opens the page reads whom to ask", async () => {
  const tenant = await tenantOfTenMinutesAgo();
  const page = await openAs(tenant.rep, "/settings/call-audit");
  await page.getByText("Only admins can compare calls with Twilio").waitFor();
});
