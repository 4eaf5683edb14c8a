import axe from "axe-core";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { pages } from "@/tests/database/isolation/app-rules/pages";
import { plantCompany } from "@/tests/performance/company";
import { expectComplaint, openAs, openPage, withBrowser } from "@/tests/support/browser";
import { actorOf, upload } from "@/tests/support/imports";
import { newcomer } from "@/tests/support/newcomer";

withBrowser();

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
const withAxe = (page: Page) => page.addInitScript({ content: axe.source });

/** What axe finds on the page, light and dark, a line each. */
async function findings(page: Page, path: string): Promise<string[]> {
  const found: string[] = [];
  const run = async (scheme: string, rules: object) => {
    // Described is only what is asked for, which is most of the work otherwise.
    const options = JSON.stringify({ ...rules, resultTypes: ["violations"] });
    const lines = await page.evaluate<string[]>(
      `(${stopTransitions})(); axe.run(document, ${options}).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))`,
    );
    found.push(...lines.map((line) => `${path} (${scheme}): ${line}`));
  };
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const answer = await page.goto(path);
  // What comes later in the same answer is shown a moment after it is there.
  await page.waitForFunction(() => !document.querySelector('template[id^="B:"]'));
  if (answer && answer.status() >= 500) found.push(`${path}: ${answer.status()}`);
  await run("light", everyRule);
  await page.emulateMedia({ colorScheme: "dark" });
  await run("dark", colors);
  return found;
}

const isPublic = (path: string) => "everyone" in (pages[path] ?? {});

// Browser tests also fail on whatever the pages' policy refuses: it is asked of every page here.
test("axe finds nothing on any page of the desk", async () => {
  const company = await plantCompany(3);
  const { tenant, agent, contact, firm, call, report, list, route, task, thread } = company;
  const job = await upload(await actorOf(tenant.admin), "Name,Phone\nJane,206 555 0123\n");
  const things = {
    ...{ contact, company: firm, call, report, "call list": list, task, thread, import: job.id },
    ...{ number: tenant.numberId, recording: "", route, "audio file": "" },
    ...{ "voice agent": agent, booking: company.booking },
  };
  const paths = Object.entries(pages).flatMap(([path, rule]) => {
    if ("everyone" in rule) return [];
    return [rule.part ? path.replace("[id]", things[rule.part]) : path];
  });
  expectComplaint(/404/);
  const page = await openAs(tenant.admin, "/contacts", withAxe);
  const found: string[] = [];
  for (const path of [...paths, "/contacts/none", "/nowhere"])
    found.push(...(await findings(page, path)));
  expect(found).toEqual([]);
}, 480_000);

test("axe finds nothing on a page for people who are not signed in", async () => {
  const paths = Object.keys(pages).filter(isPublic);
  expectComplaint(/404/);
  const page = await openPage("/login");
  await withAxe(page);
  const found: string[] = [];
  for (const path of [...paths.map((path) => path.replace("[token]", "none")), "/nowhere"])
    found.push(...(await findings(page, path)));
  const person = await newcomer();
  await page.goto("/login?next=/onboarding");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/onboarding");
  found.push(...(await findings(page, "/onboarding")));
  expect(found).toEqual([]);
});
