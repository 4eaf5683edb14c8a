import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { stack } from "./stack";
import type { Member } from "./tenant";

let browser: Browser;
let contexts: BrowserContext[] = [];
let complaints: string[] = [];
let expected: RegExp[] = [];

/**
 * Starts a browser for the file. A page that complains in its console fails the test it was opened
 * in.
 */
export function withBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: stack.chromium,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const said = complaints;
    const announced = expected;
    contexts = [];
    complaints = [];
    expected = [];
    expect(said.filter((text) => !announced.some((about) => about.test(text)))).toEqual([]);
  });
}

/** A fresh browser profile with one page. */
export async function openPage(
  path: string,
  options: { javaScriptEnabled?: boolean } = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: stack.urls.app, ...options });
  contexts.push(context);
  context.setDefaultTimeout(15_000);
  // A refusal of the page's own policy is a complaint like any other.
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(path);
  return page;
}

export async function signIn(
  page: Page,
  member: { email: string; password: string },
): Promise<void> {
  await page.getByLabel("Email").fill(member.email);
  await page.getByLabel("Password").fill(member.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/contacts");
}

/** A page where this member is signed in. */
export async function openAs(member: Member, path = "/contacts"): Promise<Page> {
  const page = await openPage("/login");
  await signIn(page, member);
  if (path !== "/contacts") await page.goto(path);
  return page;
}

/** A complaint that this test provokes on purpose, such as the browser's own line about a 404. */
export function expectComplaint(about: RegExp): void {
  expected.push(about);
}
