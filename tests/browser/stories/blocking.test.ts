import type { Page } from "playwright";
import { expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { plantJane } from "@/tests/support/jane";
import { makeTenant } from "@/tests/support/tenant";
import { onlyCall, ringInVain } from "@/tests/telephony/calls/walk";

withBrowser();

const rowOf = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

test("a caller is blocked among the missed, undone, blocked again, and unblocked in settings", async () => {
  const tenant = await makeTenant();
  const { carrier, accountSid, rep } = tenant;
  // Somebody is blocked before the first call, so that callers are looked up from it on.
  await rep.db.from("blocked_callers").insert({ tenant_id: tenant.id, number: "+12065550199" });
  const ring = async () => {
    await ringInVain(tenant);
  };
  await carrier.scriptHandset(accountSid, rep.phone, { behaviour: "no-answer" });
  await ring();
  const page = await openAs(rep, "/missed");
  await page.getByRole("button", { name: "Block (206) 555-0177" }).click();
  await page.getByRole("heading", { name: "Nobody to call back" }).waitFor();
  await page.getByText("(206) 555-0177 is blocked").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await rowOf(page, "(206) 555-0177").getByRole("link", { name: "(206) 555-0177" }).click();
  await page.waitForURL(/\/calls\//);

  await page.getByRole("button", { name: "Block (206) 555-0177" }).click();
  await page.getByRole("link", { name: "Blocked number" }).waitFor();
  await ring();
  await page.goto("/calls");
  await rowOf(page, "(206) 555-0177").getByText("Blocked").waitFor();
  expect(await rowOf(page, "(206) 555-0177").getByText("Missed").count()).toBe(1);
  await rowOf(page, "Blocked").getByRole("link").first().click();
  await page.getByText("(206) 555-0177 is blocked: nobody was rung").waitFor();
  await page.getByText("Technical details").click();
  await page.getByText("The caller was blocked, or had no number").waitFor();

  await page.goto("/settings/blocked-callers");
  await page.getByRole("button", { name: "Unblock (206) 555-0177" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Unblock" }).click();
  await expect.poll(() => rowOf(page, "(206) 555-0177").count()).toBe(0);
  await page.getByRole("textbox", { name: "Number" }).fill("206 555 0123");
  await page.getByLabel("Reason (optional)").fill("Robot");
  await page.getByRole("button", { name: "Block number" }).click();
  await rowOf(page, "(206) 555-0123").getByText("Robot").waitFor();

  const admin = await openAs(tenant.admin, "/settings/blocked-callers");
  await admin.getByLabel("Callers without a number").selectOption("Voicemail");
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.getByText("Saved. Applies from the next call.").waitFor();
  const { data } = await tenant.admin.db.from("tenants").select("anonymous_calls");
  expect(data).toEqual([{ anonymous_calls: "voicemail" }]);
});

test("a caller is blocked on their contact's page, and rings nobody from then on", async () => {
  const tenant = await makeTenant();
  await tenant.rep.db
    .from("blocked_callers")
    .insert({ tenant_id: tenant.id, number: "+12065550199" });
  const contact = await plantJane(tenant);
  const page = await openAs(tenant.rep, `/contacts/${contact}`);
  await page.getByRole("button", { name: "Block (206) 555-0177" }).click();
  await page.getByText("Blocked", { exact: true }).first().waitFor();
  await ringInVain(tenant);
  expect(await onlyCall(tenant)).toMatchObject({ outcome_reason: "caller_blocked" });
  const legs = await tenant.carrier.calls(tenant.accountSid);
  expect(legs.filter(({ to }) => to === tenant.rep.phone)).toEqual([]);
});
