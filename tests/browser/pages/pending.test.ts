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
])(
  "on %s, a link of the navigation shows within 100 ms that it was clicked",
  async (path, nav, name) => {
    const page = await openAs(tenant.rep, path);
    const link = page.getByRole("navigation", { name: nav }).getByRole("link", { name });
    await page.waitForLoadState("networkidle");
    // The next page never comes, so that only the click can be seen.
    await page.route(/_rsc=/, () => {});
    const shown = await link.evaluate(
      (element) =>
        new Promise<number>((resolve) => {
          const clicked = performance.now();
          new MutationObserver(() => {
            if (element.querySelector(".link-pending")) resolve(performance.now() - clicked);
          }).observe(element, { childList: true, subtree: true });
          if (element instanceof HTMLElement) element.click();
        }),
    );
    expect(shown).toBeLessThan(100);
  },
);
