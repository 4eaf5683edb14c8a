import type { Page } from "playwright";
import { timeInteraction } from "@/bench/pages/observe";

export const steps = ["contact", "calls", "filter", "call", "contacts", "typing"] as const;
export type Step = (typeof steps)[number];

export type Walked = Record<Step, { paint: number; arrival: number }>;

/** A rare name of every tenant of the data set. */
const searched = "Quillfeather";

/**
 * Clicks through the desk from a list of contacts to this one, filters the log, and types in the
 * search.
 */
export async function walk(page: Page, contactPath: string): Promise<Walked> {
  const nav = page.getByRole("navigation", { name: "Main" });
  const timed = (act: () => Promise<void>) => timeInteraction(page, act);
  const contact = await timed(async () => {
    await page.locator(`table a[href="${contactPath}"]`).click();
    await page.waitForURL(`**${contactPath}`);
  });
  const calls = await timed(async () => {
    await nav.getByRole("link", { name: "Calls" }).click();
    await page.waitForURL("**/calls");
  });
  const outcome = page.getByLabel("Outcome");
  await outcome.focus();
  const filter = await timed(async () => {
    await page.keyboard.press("ArrowDown");
    await page.waitForURL(/[?&]outcome=\w/);
  });
  const call = await timed(async () => {
    await page.locator('table a[href^="/calls/"]').first().click();
    await page.waitForURL(/\/calls\/[0-9a-f-]{36}$/);
  });
  const contacts = await timed(async () => {
    await nav.getByRole("link", { name: "Contacts" }).click();
    await page.waitForURL("**/contacts");
  });
  await page.getByRole("searchbox", { name: "Search contacts" }).focus();
  const typing = await timed(async () => {
    await page.keyboard.type(searched, { delay: 80 });
    await page.waitForURL(`**/contacts?q=${searched}`);
  });
  return { contact, calls, filter, call, contacts, typing };
}
