import type { Page } from "playwright";
import { beforeEach, expect, test } from "vitest";
import { expectComplaint, openAs, withBrowser, withMicrophone } from "@/tests/support/browser";
import { turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { barOf, button, chooseBrowser } from "@/tests/support/browser-phone";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { onlyCall } from "@/tests/telephony/calls/walk";
import { admin } from "@/tests/telephony/record/call-record";

withBrowser(withMicrophone);

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
  await turnOnBrowserCalls(tenant);
  await chooseBrowser(tenant, [tenant.rep, tenant.rep2], "browser");
  await admin`update public.profiles set extension = '102' where user_id = ${tenant.rep2.userId}`;
});

const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);

async function openOnline(member: Member, path: string): Promise<Page> {
  const page = await openAs(member, path);
  await button(page, "Turn on browser phone").click();
  await button(page, /^Browser phone on/).waitFor();
  return page;
}

/** Until it rings in the browser, a second of the carrier's clock after another. */
async function rings(page: Page): Promise<void> {
  const isRinging = async () => {
    await advance(1);
    return button(page, "Answer").isVisible();
  };
  await expect.poll(isRinging, { interval: 1_000 }).toBe(true);
}

/** How loud the browsers on the call are to each other. */
async function levels(callId: string): Promise<number[]> {
  const legs = await admin<{ call_sid: string }[]>`
    select call_sid from public.call_legs where call_id = ${callId}`;
  const heard = legs.map(({ call_sid }) => tenant.carrier.soundOf(tenant.accountSid, call_sid));
  return (await Promise.all(heard)).map(({ level }) => level);
}

test("two colleagues talk from browser to browser, in a company without a number, and hear each other", async () => {
  await admin`update public.phone_numbers set removed_at = now() where tenant_id = ${tenant.id}`;
  const rob = await openOnline(tenant.rep2, "/tasks");
  const rae = await openOnline(tenant.rep, "/settings/team");
  const row = rae.getByRole("row", { name: /Rob Rep/ });
  await row.getByRole("img", { name: "Available" }).waitFor();
  await row.getByText("Ext. 102").waitFor();
  await row.getByRole("button", { name: "Call Rob Rep" }).click();
  await rings(rob);
  await barOf(rob).getByText("Incoming call from Rae Rep, colleague").waitFor();
  await expect.poll(() => rob.title()).toBe("☎ Rae Rep, colleague is calling");
  await button(rob, "Answer").click();
  await barOf(rob)
    .getByText(/^Talking with Rae Rep/)
    .waitFor();
  await barOf(rae)
    .getByText(/^Talking with Rob Rep/)
    .waitFor();
  // Colleagues see it, without anybody loading a page.
  await row.getByRole("img", { name: "On a call" }).waitFor();
  const { id } = await onlyCall(tenant);
  await expect.poll(async () => Math.min(...(await levels(id)))).toBeGreaterThan(0.01);

  await advance(20);
  await button(rob, "Hang up").click();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await barOf(rae)
    .getByText(/^Call with Rob Rep ended/)
    .waitFor();
  await row.getByRole("img", { name: "Available" }).waitFor();
  expect(await onlyCall(tenant)).toMatchObject({ direction: "internal", outcome: "connected" });

  await rae.goto("/calls?direction=internal");
  await rae
    .getByRole("row", { name: /Rob Rep/ })
    .getByRole("link", { name: "Rob Rep" })
    .click();
  await rae.getByRole("heading", { name: "Rob Rep" }).waitFor();
  await rae.getByText("Extension 102").waitFor();
});

test("an extension that is typed offers the colleague; who does not answer reads who called", async () => {
  const rob = await openOnline(tenant.rep2, "/tasks");
  const rae = await openOnline(tenant.rep, "/tasks");
  await rae.keyboard.press("Control+k");
  await rae.getByRole("combobox", { name: "Search or call" }).fill("102");
  await rae.getByRole("option", { name: /Call Rob Rep/ }).click();
  await rings(rob);
  await barOf(rob).getByText("Incoming call from Rae Rep, colleague").waitFor();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await barOf(rae).getByText("Rob Rep didn't answer").waitFor();
  await rob.goto("/notifications");
  await rob.getByRole("link", { name: /Missed call from Rae Rep/ }).waitFor();

  // Their browser has gone with its page, and no phone of theirs may ring.
  await rae.goto("/settings/team");
  const row = rae.getByRole("row", { name: /Rob Rep/ });
  await row.getByRole("img", { name: "Offline" }).waitFor();
  expectComplaint(/409/);
  await row.getByRole("button", { name: "Call Rob Rep" }).click();
  const dialog = rae.getByRole("dialog", { name: "Call not placed" });
  await dialog.getByText(/Rob Rep can't be called right now/).waitFor();
});

test("an admin gives an extension; one that somebody has is refused", async () => {
  const page = await openAs(tenant.admin, "/settings/team");
  await button(page, "Actions for Rae Rep").click();
  await page.getByRole("menuitem", { name: "Give an extension" }).click();
  const dialog = page.getByRole("dialog", { name: "Extension of Rae Rep" });
  const field = dialog.getByLabel("Extension");
  expect(await field.inputValue()).toBe("101");
  await field.fill("102");
  await dialog.getByRole("button", { name: "Save extension" }).click();
  await dialog.getByText("Someone else has this extension.").waitFor();
  await field.fill("911");
  await dialog.getByRole("button", { name: "Save extension" }).click();
  await dialog.getByText("People dial this number in an emergency.").waitFor();
  await field.fill("205");
  await dialog.getByRole("button", { name: "Save extension" }).click();
  await page
    .getByRole("row", { name: /Rae Rep/ })
    .getByText("205")
    .waitFor();
  await page.goto("/settings/audit-log");
  await page.getByText("made 205 Rae Rep's extension").waitFor();
});
