import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserCompany, keepConnections, keysPressed } from "@/tests/support/browser-phone";
import { findFirefox, launchFirefox, openInFirefox } from "@/tests/support/firefox";

const firefox = findFirefox();
if (!firefox) {
  console.warn("Skipped: calls in Firefox. They need firefox-esr or FIREFOX_PATH; not in CI.");
}

let browser: Browser | undefined;
beforeAll(async () => {
  if (firefox) browser = await launchFirefox(firefox);
});
afterAll(() => browser?.close());

const customersHertz = 600;

/** The energy of all sound that the page's last connection has received. */
const heardBy = (page: Page) =>
  page.evaluate(async () => {
    const kept: unknown = Reflect.get(window, "connections");
    const last: unknown = Array.isArray(kept) ? kept.at(-1) : undefined;
    if (!(last instanceof RTCPeerConnection)) return 0;
    let energy = 0;
    for (const report of (await last.getStats()).values()) {
      if (report.type === "inbound-rtp") energy = Number(report.totalAudioEnergy ?? 0);
    }
    return energy;
  });

const button = (page: Page, name: string) =>
  page.locator(`::-p-aria([name="${name}"][role="button"])`);
const says = (page: Page, text: string) => page.locator(`::-p-text(${text})`).wait();

test.skipIf(!firefox)(
  "a rep in Firefox answers, is heard, mutes, presses keys, and calls",
  async () => {
    if (!browser) throw new Error("Firefox has not started");
    const { tenant, contact, caller, until, customersEars, advance } = await browserCompany();
    const page = await openInFirefox(browser, tenant.rep, "/tasks", keepConnections);
    await button(page, "Turn on browser phone").click();
    await page.locator('::-p-xpath(//button[starts-with(., "Browser phone on")])').wait();

    await caller.dial(tenant.number);
    await until(async () => (await page.$('::-p-aria([name="Answer"][role="button"])')) !== null);
    await button(page, "Answer").click();
    await says(page, "Talking with Jane Doe");
    {
      using ears = await customersEars();
      await expect.poll(() => ears.level()).toBeGreaterThan(0.02);
      ears.speak(customersHertz);
      await expect.poll(() => heardBy(page)).toBeGreaterThan(0.05);

      await button(page, "Mute").click();
      await expect.poll(() => ears.level()).toBeLessThan(0.002);
      await button(page, "Muted").click();
      await expect.poll(() => ears.level()).toBeGreaterThan(0.02);
    }
    await button(page, "Keypad").click();
    await page.locator('::-p-aria([name="Keys sent"])').fill("4#");
    await expect.poll(() => keysPressed(tenant)).toEqual(["4", "#"]);
    await page.keyboard.press("Escape");
    await caller.hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    // While it talks, a page asks before it is left.
    await until(async () => (await page.$('::-p-aria([name="Hang up"][role="button"])')) === null);

    await page.goto(new URL(contact, page.url()).href, { waitUntil: "networkidle0" });
    await button(page, "Call Jane Doe on (206) 555-0177").click();
    await until(async () => (await caller.state()).state === "ringing");
    await caller.answer();
    await advance(2);
    await says(page, "Talking with Jane Doe");
    using ears = await customersEars();
    await expect.poll(() => ears.level()).toBeGreaterThan(0.02);
  },
);
