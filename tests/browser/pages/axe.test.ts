import type { Page } from "playwright";
import { expect, test } from "vitest";
import { pages } from "@/tests/database/isolation/app-rules/pages";
import { plantCompany } from "@/tests/performance/company";
import { axeFindings, withAxe } from "@/tests/support/axe";
import { expectComplaint, openAs, openPage, withBrowser } from "@/tests/support/browser";
import { actorOf, upload } from "@/tests/support/imports";
import { newcomer } from "@/tests/support/newcomer";

withBrowser();

/** What axe finds on the page at this address, light and dark, a line each. */
async function findings(page: Page, path: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const answer = await page.goto(path);
  // What comes later in the same answer is shown a moment after it is there.
  await page.waitForFunction(() => !document.querySelector('template[id^="B:"]'));
  const failed = answer && answer.status() >= 500 ? [`${path}: ${answer.status()}`] : [];
  return [...failed, ...(await axeFindings(page, path))];
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
