import axe from "axe-core";
import type { Page } from "playwright";

const everyRule = { rules: { "label-content-name-mismatch": { enabled: true } } };
/** All that differs between light and dark. */
const colors = { runOnly: ["color-contrast"] };

/** Colours that are changing over have no contrast to speak of. */
const stopTransitions = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, *::before, *::after { transition: none !important }");
  document.adoptedStyleSheets.push(sheet);
};

/** Every document of the page has axe in it, also one that it goes on to by itself. */
export const withAxe = (page: Page) => page.addInitScript({ content: axe.source });

/** What axe finds on the page as it is, light and dark, a line each that begins with `where`. */
export async function axeFindings(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  const run = async (scheme: "light" | "dark", rules: object) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    // Described is only what is asked for, which is most of the work otherwise.
    const options = JSON.stringify({ ...rules, resultTypes: ["violations"] });
    const lines = await page.evaluate<string[]>(
      `(${stopTransitions})(); axe.run(document, ${options}).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))`,
    );
    found.push(...lines.map((line) => `${where} (${scheme}): ${line}`));
  };
  await run("light", everyRule);
  await run("dark", colors);
  return found;
}
