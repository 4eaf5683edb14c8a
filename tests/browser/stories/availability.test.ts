import type { Locator, Page } from "playwright";
import { afterAll, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { openPalette } from "@/tests/support/palette";
import { makeTenant } from "@/tests/support/tenant";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { customer, everyoneAnswers } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

const own = (page: Page, words: string | RegExp) =>
  page.getByRole("banner").getByRole("button", { name: words });
const rowOf = (page: Page, name: string) =>
  page.getByRole("table", { name: "People" }).getByRole("row").filter({ hasText: name });

const availabilityIn = (row: Locator) => row.getByRole("button", { name: /availability of/ });

async function choose(page: Page, item: string) {
  await page.getByRole("menuitem", { name: item }).click();
}

test("who is away says so from any page; colleagues see it at once, and when they are back", async () => {
  const tenant = await makeTenant();
  const { rep, rep2 } = tenant;
  const [page, tab, colleague] = await Promise.all([
    openAs(rep, "/calls"),
    openAs(rep, "/tasks"),
    openAs(rep2, "/settings/team"),
  ]);
  await rowOf(colleague, "Rae Rep").getByText("Available").waitFor();
  // A rep sets nobody else's.
  expect(await availabilityIn(rowOf(colleague, "Rae Rep")).count()).toBe(0);
  await own(page, /^Available: your availability/).click();
  await choose(page, "Away for 1 hour");
  for (const one of [page, tab]) await own(one, /^Away until .+M: your availability/).waitFor();
  await rowOf(colleague, "Rae Rep")
    .getByText(/^Away until .+M$/)
    .waitFor();

  await openPalette(tab);
  await tab.keyboard.type("offline");
  await tab.getByRole("option", { name: "Go offline" }).waitFor();
  await tab.keyboard.press("Enter");
  await own(page, /^Offline/).waitFor();

  await own(page, /^Offline/).click();
  await choose(page, "Away until…");
  const dialog = page.getByRole("dialog", { name: "Away until" });
  await dialog.getByLabel("Day and time").fill("2020-01-01T10:00");
  await dialog.getByRole("button", { name: "Set away" }).click();
  await dialog.getByText("Choose a time that is ahead, at most a year.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await own(page, /^Offline/).click();
  await choose(page, "Busy until…");
  const busy = page.getByRole("dialog", { name: "Busy until" });
  await busy.getByRole("button", { name: "Set busy" }).click();
  for (const one of [page, tab]) await own(one, /^Busy until .+M: your availability/).waitFor();
  await rowOf(colleague, "Rae Rep")
    .getByText(/^Busy until .+M$/)
    .waitFor();

  // Nothing else happens at that time: the pages change by themselves.
  await tenant.rep.db
    .from("availability")
    .update({ state: "away", away_until: new Date(Date.now() + 10_000).toISOString() })
    .eq("user_id", rep.userId);
  await own(tab, /^Away until/).waitFor();
  for (const one of [page, tab]) await own(one, /^Available/).waitFor();
  await rowOf(colleague, "Rae Rep").getByText("Available").waitFor();
});

test("a call shows by itself; a manager sets a colleague away, which the activity log says", async () => {
  const tenant = await makeTenant();
  const [page, manager] = await Promise.all([
    openAs(tenant.rep, "/contacts"),
    openAs(tenant.manager, "/settings/team"),
  ]);
  await everyoneAnswers(tenant);
  await tenant.carrier.handset(tenant.accountSid, customer).dial(tenant.number);
  await tenant.carrier.advance(tenant.accountSid, 30);
  await own(page, /^On a call/).waitFor();
  await rowOf(manager, "Rae Rep").getByText("On a call").waitFor();
  await availabilityIn(rowOf(manager, "Rae Rep")).click();
  await choose(manager, "Offline");
  await own(page, /^On a call/).click();
  await page.getByText("After the call: Offline").waitFor();
  await page.keyboard.press("Escape");
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await own(page, /^Offline/).waitFor();

  const admin = await openAs(tenant.admin, "/settings/audit-log");
  await admin.getByText("set Rae Rep to offline").waitFor();
});

test("who sets working hours is not rung outside them by a route", async () => {
  const tenant = await makeTenant();
  const { rep, rep2, carrier, accountSid } = tenant;
  await publish(tenant, routeOf(tenant, true, [rep.userId, rep2.userId]));
  const page = await openAs(rep, "/settings/profile");
  const form = page.getByRole("form", { name: "Working hours" });
  await form.getByLabel("Only ring me in these hours").check();
  await form.getByRole("button", { name: "Save hours" }).click();
  await form.getByText("Enter the hours of at least one day, or switch this off.").waitFor();
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
  const weekday = inThreeDays.toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" });
  const day = form.getByRole("group", { name: weekday });
  await day.getByLabel("from", { exact: true }).fill("09:00");
  await day.getByLabel("until").first().fill("17:00");
  await form.getByRole("button", { name: "Save hours" }).click();
  await own(page, /^Outside working hours/).waitFor();

  await carrier.handset(accountSid, customer).dial(tenant.number);
  await carrier.advance(accountSid, 12);
  const stateOf = async (phone: string) => (await carrier.handset(accountSid, phone).state()).state;
  expect(await stateOf(rep.phone)).toBe("idle");
  expect(await stateOf(rep2.phone)).toBe("ringing");

  await form.getByLabel("Only ring me in these hours").uncheck();
  await form.getByRole("button", { name: "Save hours" }).click();
  await own(page, /^Available/).waitFor();
});

test("after a call, who talked is finishing it for the company's time, then available", async () => {
  const tenant = await makeTenant();
  const { rep, carrier, accountSid } = tenant;
  const settings = await openAs(tenant.admin, "/settings/company");
  await settings.getByLabel("After a call (seconds)").fill("600");
  await settings.getByRole("button", { name: "Save recording settings" }).click();
  await settings.getByText("Saved. Applies from the next call.").waitFor();
  const page = await openAs(rep, "/contacts");
  await everyoneAnswers(tenant);
  await carrier.handset(accountSid, customer).dial(tenant.number);
  await carrier.advance(accountSid, 30);
  await own(page, /^On a call/).waitFor();
  await carrier.handset(accountSid, customer).hangup();
  await carrier.runUntilIdle(accountSid);
  await own(page, /^Finishing a call/).waitFor();
  await admin`update public.calls set ended_at = now() - interval '11 minutes',
    version = version + 1 where tenant_id = ${tenant.id}`;
  await own(page, /^Available/).waitFor();
});
