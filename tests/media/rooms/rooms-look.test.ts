import axe from "axe-core";
import type { Page } from "playwright";
import { beforeEach, expect, test } from "vitest";
import { expectComplaint, withBrowser } from "@/tests/support/browser";
import { barOf, button, withTone } from "@/tests/support/browser-phone";
import { choosesToMeet, inRoom, roomCompany } from "@/tests/support/browser-rooms";
import { onlyCall } from "@/tests/telephony/calls/walk";

withBrowser(withTone());
// What a browser says of a room that has just ended, or that it has left, is refused.
beforeEach(() => expectComplaint(/40[39]/));

const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** Colours that are changing over have no contrast to speak of. */
const stopTransitions = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, *::before, *::after { transition: none !important }");
  document.adoptedStyleSheets.push(sheet);
};

/** What axe finds on the page as it is, on a desk and a phone, light and dark. */
async function findings(
  page: Page,
  name: string,
  colors: readonly ("light" | "dark")[] = ["light", "dark"],
): Promise<string[]> {
  const found: string[] = [];
  // The pages' policy refuses scripts that are written into them.
  await page.evaluate(axe.source);
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of colors) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(stopTransitions);
      const lines = await page.evaluate<string[]>(
        `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
          violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))`,
      );
      found.push(...lines.map((line) => `${name}, ${size}, ${colorScheme}: ${line}`));
    }
  }
  await page.setViewportSize(sizes.desktop);
  return found;
}

test("axe finds nothing on what people see of rooms", async () => {
  const { tenant, online } = await roomCompany();
  const rob = await online(tenant.rep2);
  const rae = await online(tenant.rep, "/settings/team");
  const dialog = await choosesToMeet(rae, "Rob Rep");
  const found = await findings(rae, "dialog");
  await dialog.getByRole("button", { name: "Ring them" }).click();
  await barOf(rob).getByText("Rae Rep calls you into a meeting").waitFor();
  // It rings only so long.
  found.push(...(await findings(rob, "ringing", ["dark"])));
  const answer = button(rob, "Answer");
  const inTheRoom = async () => {
    // Whoever takes over five seconds to come in is rung on, and answers again.
    if (await answer.isVisible()) await answer.click();
    return inRoom(rae).getByRole("listitem").count();
  };
  await expect.poll(inTheRoom, { interval: 1_000 }).toBe(2);
  await button(rob, "Mute").click();
  await inRoom(rae).getByText("· Muted").waitFor();
  found.push(...(await findings(rae, "talking")));
  await rae.goto(`/calls/${(await onlyCall(tenant)).id}`);
  await rae.getByRole("list", { name: "People in the room" }).waitFor();
  found.push(...(await findings(rae, "call")));
  expect(found).toEqual([]);
});
