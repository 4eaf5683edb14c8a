import type { Page } from "playwright";
import { beforeAll, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";

withBrowser();

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTenant();
});

test.each([
  ["/contacts", "Main", "Settings"],
  ["/settings/profile", "Settings", "Team"],
  ["/tasks", "Whose tasks", "Team"],
])("on %s, a link in %s shows within 100 ms that it was clicked", async (path, list, name) => {
  // The shortest of several: a machine with other work to do makes any of them long.
  const click = async () => {
    const page = await openAs(tenant.rep, path);
    const shownMs = await untilPending(page, list, name);
    await page.close();
    return shownMs;
  };
  await expect.poll(click).toBeLessThan(100);
});

/** Milliseconds from the click on a link until it shows that it was clicked. */
async function untilPending(page: Page, list: string, name: string): Promise<number> {
  const link = page.getByLabel(list, { exact: true }).getByRole("link", { name });
  await page.waitForLoadState("networkidle");
  // The next page never comes, so that only the click can be seen.
  await page.route(/_rsc=/, () => {});
  return link.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const clicked = performance.now();
        new MutationObserver(() => {
          if (element.querySelector(".link-pending, .link-clicked"))
            resolve(performance.now() - clicked);
        }).observe(element, { childList: true, subtree: true });
        if (element instanceof HTMLElement) element.click();
      }),
  );
}
