import type { Page } from "playwright";
import { expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { plantJane } from "@/tests/support/jane";
import { makeTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";

withBrowser();

/** What the desk's one audio element does. */
const audioOf = (page: Page) =>
  page.evaluate(() => {
    const { currentTime: at, paused, playbackRate: speed } = document.querySelector("audio") ?? {};
    return { at: at ?? 0, paused, speed };
  });

test("a recording plays on over pages, and is paused, skipped and sped up by key and click", async () => {
  const tenant = await makeTenant();
  await plantJane(tenant);
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await tenant.carrier.advance(tenant.accountSid, 60);
  await tenant.carrier.handset(tenant.accountSid, customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);

  const page = await openAs(tenant.manager, `/calls/${callId}`);
  await page.getByRole("button", { name: "Play recording" }).click();
  const player = page.getByRole("region", { name: "Player" });
  await player.getByRole("button", { name: "Pause" }).waitFor();
  await expect.poll(async () => (await audioOf(page)).at).toBeGreaterThan(0);

  await page.getByRole("link", { name: "Contacts", exact: true }).click();
  await page.waitForURL("**/contacts");
  const { at, paused } = await audioOf(page);
  expect({ paused, plays: at > 0 }).toEqual({ paused: false, plays: true });

  await page.keyboard.press("Space");
  await player.getByRole("button", { name: "Play", exact: true }).waitFor();
  const stopped = await audioOf(page);
  expect(stopped.paused).toBe(true);
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await audioOf(page)).at).toBeCloseTo(stopped.at + 10, 1);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => (await audioOf(page)).at).toBeCloseTo(stopped.at, 1);

  await player.getByRole("button", { name: "Speed 1×, change" }).click();
  await player.getByRole("button", { name: "Speed 1.25×, change" }).waitFor();
  await player.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(() => audioOf(page)).toMatchObject({ paused: false, speed: 1.25 });

  // Where text is typed, the keys are the text's.
  await page.getByRole("searchbox", { name: "Search contacts" }).fill("Jane");
  await page.keyboard.press("Space");
  expect((await audioOf(page)).paused).toBe(false);

  await player.getByRole("button", { name: "Close player" }).click();
  await player.waitFor({ state: "detached" });
  expect((await audioOf(page)).paused).toBe(true);
});
