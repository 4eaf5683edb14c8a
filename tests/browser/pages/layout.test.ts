import type { Page } from "playwright";
import { beforeAll, expect, test } from "vitest";
import { plantCompany } from "@/tests/performance/company";
import { openAs, withBrowser } from "@/tests/support/browser";
import type { TestTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

withBrowser();

let tenant: TestTenant;
beforeAll(async () => {
  ({ tenant } = await plantCompany(20));
  await admin`update public.contacts set name = name || ' Wolfeschlegelsteinhausen-Berger',
    company = 'Meridian Solar Installations and Roofing of Greater Springfield'
    where tenant_id = ${tenant.id}`;
  await admin.end();
});

/** What of the page's content is wider than the room that it has, in a few words. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector("main");
    const room = document.documentElement.clientWidth;
    const all = [document.documentElement, ...(main?.querySelectorAll("*") ?? [])];
    return all.flatMap((one) => {
      if (one.closest(".sr-only, [popover], dialog")) return [];
      const isWide = one.getBoundingClientRect().right > room + 1;
      // What scrolls by itself, as filters on a phone do, has its own edge.
      const scrolls = one.closest(".overflow-x-auto:not(:has(table))");
      return isWide && !scrolls ? [`${one.tagName} ${one.textContent?.slice(0, 40)}`] : [];
    });
  });

test("20 contacts are seen at once on a screen of 900 pixels", async () => {
  const page = await openAs(tenant.rep, "/contacts");
  await page.setViewportSize({ width: 1440, height: 900 });
  const rows = page.getByRole("table", { name: "Contacts" }).getByRole("row");
  expect(await rows.count()).toBe(21);
  const last = await rows.nth(20).boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(900);
});

test("nothing is wider than the screen, on a small laptop and on a phone", async () => {
  const page = await openAs(tenant.admin, "/contacts");
  for (const path of ["/contacts", "/calls", "/settings/team"]) {
    await page.goto(path);
    for (const [width, height] of [
      [1024, 768],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await tooWide(page), `${path} at ${width} pixels`).toEqual([]);
    }
  }
});
