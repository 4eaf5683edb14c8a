import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright";
import { password } from "@/local/tenant/plant";

const looks = [
  { name: "desktop", width: 1280, height: 900, colorScheme: "light" },
  { name: "desktop-dark", width: 1280, height: 900, colorScheme: "dark" },
  { name: "phone", width: 390, height: 844, colorScheme: "light" },
  { name: "phone-dark", width: 390, height: 844, colorScheme: "dark" },
] as const;

export type Album = {
  /** "full": the first part of each picture's name. */
  name: string;
  email: string;
  addresses: { page: string; address: string }[];
};

/** A page of somebody's, signed in, in a profile of its own. */
export async function openAs(browser: Browser, appUrl: string, email: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: appUrl, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto("/login");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
  return page;
}

/**
 * A page as it is, with `seen` in view, on a desktop, a phone or both, light and dark. Gives the
 * number of pictures.
 */
export async function takeLooks(
  page: Page,
  folder: string,
  title: string,
  { seen, on = "" }: { seen?: Locator; on?: "desktop" | "phone" | "" } = {},
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const wanted = looks.filter(({ name }) => name.startsWith(on));
  for (const { name: look, width, height, colorScheme } of wanted) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    // Nothing looks as if it were pointed at.
    await page.mouse.move(0, 0);
    await seen?.evaluate((element) => element.scrollIntoView({ block: "start" }));
    await page.screenshot({ path: join(folder, `${title}-${look}.png`), animations: "disabled" });
  }
  return wanted.length;
}

/** Takes each page on a desktop and a phone, light and dark, and gives the number of pictures. */
export async function takePictures(
  browser: Browser,
  appUrl: string,
  folder: string,
  { name, email, addresses }: Album,
): Promise<number> {
  if (addresses.length === 0) return 0;
  const page = await openAs(browser, appUrl, email);
  try {
    let taken = 0;
    for (const each of addresses) {
      await page.goto(each.address, { waitUntil: "networkidle" });
      const title = each.page.slice(1).replaceAll("/", "_").replaceAll(/[[\]]/g, "");
      taken += await takeLooks(page, folder, `${name}-${title}`);
    }
    return taken;
  } finally {
    await page.context().close();
  }
}
