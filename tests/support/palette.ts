import type { Page } from "playwright";
import { expect } from "vitest";

/** Opens the palette by its keys, as soon as the page listens to them. */
export async function openPalette(page: Page) {
  const field = page.getByRole("combobox", { name: "Search or call" });
  const isOpen = async () => {
    if (!(await field.isVisible())) await page.keyboard.press("Control+k");
    return field.isVisible();
  };
  await expect.poll(isOpen).toBe(true);
}
