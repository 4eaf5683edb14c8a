import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
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

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
}

/** Takes each page on a desktop and a phone, light and dark, and gives the number of pictures. */
export async function takePictures(
  browser: Browser,
  appUrl: string,
  folder: string,
  { name, email, addresses }: Album,
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const context = await browser.newContext({ baseURL: appUrl, reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    await signIn(page, email);
    for (const each of addresses) {
      await page.goto(each.address, { waitUntil: "networkidle" });
      for (const { name: look, width, height, colorScheme } of looks) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        const title = each.page.slice(1).replaceAll("/", "_").replaceAll(/[[\]]/g, "");
        await page.screenshot({
          path: join(folder, `${name}-${title}-${look}.png`),
          animations: "disabled",
        });
      }
    }
    return addresses.length * looks.length;
  } finally {
    await context.close();
  }
}
