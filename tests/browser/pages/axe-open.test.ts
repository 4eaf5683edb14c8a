import type { Page } from "playwright";
import { beforeAll, expect, test } from "vitest";
import { axeFindings, withAxe } from "@/tests/support/axe";
import { openAs, withBrowser } from "@/tests/support/browser";
import { plantJane } from "@/tests/support/jane";
import { openPalette } from "@/tests/support/palette";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
let janesPage: string;
beforeAll(async () => {
  tenant = await makeTenant();
  janesPage = `/contacts/${await plantJane(tenant, { company: "Doe Roofing" })}`;
});

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();

type Opening = [what: string, path: () => string, open: (page: Page) => Promise<unknown>];

test.each<Opening>([
  [
    "the palette with what it found",
    () => "/contacts",
    async (page) => {
      await openPalette(page);
      await page.keyboard.type("doe");
      await page.getByRole("option", { name: /Jane Doe/ }).waitFor();
    },
  ],
  [
    "the list of keys",
    () => "/contacts",
    async (page) => {
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  ],
  [
    "one's availability",
    () => "/contacts",
    async (page) => {
      await button(page, /your availability/).click();
      await page.getByRole("menuitem").first().waitFor();
    },
  ],
  [
    "the notifications",
    () => "/contacts",
    async (page) => {
      await page.getByRole("link", { name: /^Notifications/ }).click();
      await page.locator("[popover]:popover-open").first().waitFor();
    },
  ],
  [
    "what is done with chosen contacts",
    () => "/contacts",
    async (page) => {
      await page.getByRole("checkbox", { name: /Jane Doe/ }).check();
      await page.getByRole("region", { name: "Selected contacts" }).waitFor();
    },
  ],
  [
    "a dialog with a form",
    () => "/settings/outcomes",
    async (page) => {
      await button(page, /^Edit Interested/).click();
      await page.getByRole("dialog").waitFor();
    },
  ],
])("axe finds nothing on %s, open", async (what, path, open) => {
  const page = await openAs(tenant.admin, path(), withAxe);
  await open(page);
  expect(await axeFindings(page, what)).toEqual([]);
});

test("axe finds nothing on the call bar: while it rings, talks, transfers, and asks what came of it", async () => {
  const found: string[] = [];
  const page = await openAs(tenant.rep, janesPage, withAxe);
  const bar = page.getByRole("region", { name: "Current call" });
  await everyoneAnswers(tenant);
  await button(page, /^Call Jane Doe/).click();
  await bar.getByRole("button", { name: "Hang up" }).waitFor();
  found.push(...(await axeFindings(page, "it rings")));
  await tenant.carrier.advance(tenant.accountSid, 20);
  await bar.getByText(/^Talking with Jane Doe/).waitFor();
  found.push(...(await axeFindings(page, "they talk")));
  await bar.getByRole("button", { name: "Transfer", exact: true }).click();
  await page
    .getByRole("dialog", { name: "Transfer the call" })
    .getByRole("button")
    .first()
    .waitFor();
  found.push(...(await axeFindings(page, "whom to transfer to")));
  await page.keyboard.press("Escape");
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await bar.getByText(/^Call with Jane Doe ended/).waitFor();
  found.push(...(await axeFindings(page, "what came of it")));
  expect(found).toEqual([]);
});
