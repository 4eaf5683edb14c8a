import { createServerClient } from "@supabase/ssr";
import type { Browser, BrowserContext, Page } from "playwright";
import { afterEach, beforeAll, expect } from "vitest";
import { launchChromium } from "@/local/test/chromium";
import { stack } from "./stack";
import type { Member } from "./tenant";

/** By their flags, for every file of this process: what tests leave behind is in contexts. */
const kept = globalThis as typeof globalThis & { testBrowsers?: Map<string, Browser> };

let browser: Browser;
let contexts: BrowserContext[] = [];
let complaints: string[] = [];
let expected: RegExp[] = [];

/** A microphone that beeps and is allowed at once; calls reach 127.0.0.1 without any network. */
export const withMicrophone = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--allow-loopback-in-peer-connection",
];

async function browserWith(flags: string[]): Promise<Browser> {
  kept.testBrowsers ??= new Map();
  const running = kept.testBrowsers.get(flags.join());
  if (running?.isConnected()) return running;
  const launched = await launchChromium(stack.chromium, flags);
  kept.testBrowsers.set(flags.join(), launched);
  return launched;
}

/**
 * Has a browser for the file. A page that complains in its console fails the test it was opened in.
 */
export function withBrowser(flags: string[] = []): void {
  beforeAll(async () => {
    browser = await browserWith(flags);
  });
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

type Options = { javaScriptEnabled?: boolean };

async function newPage(options: Options): Promise<Page> {
  // The processor draws what moves, 60 times a second.
  const still = { reducedMotion: "reduce" } as const;
  const context = await browser.newContext({ baseURL: stack.urls.app, ...still, ...options });
  contexts.push(context);
  context.setDefaultTimeout(45_000);
  if (options.javaScriptEnabled !== false) context.on("page", openInteractive);
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
  return page;
}

/** Has a page count as opened when it takes keys and clicks: before that, they reach nobody. */
function openInteractive(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...how) => {
    const response = await goto(...how);
    await untilInteractive(page);
    return response;
  };
  page.reload = async (...how) => {
    const response = await reload(...how);
    await untilInteractive(page);
    return response;
  };
}

/** Until React has taken over each control that the server sent, and its effects have run. */
async function untilInteractive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    if (!("__next_f" in window)) return true;
    // But hidden fields, for sending a form without script, and what a test's attacker put there.
    const controls = "a, button:not(#lure), input:not([type=hidden]), select, textarea";
    return [...document.querySelectorAll(controls)].every((one) =>
      Object.keys(one).some((key) => key.startsWith("__react")),
    );
  });
  await page.evaluate(async () => {
    // No sleep: effects run in a task after their frame, and what they cause after the next one.
    for (const _ of Array(2)) {
      await new Promise(requestAnimationFrame);
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
}

/** A fresh browser profile with one page. */
export async function openPage(path: string, options: Options = {}): Promise<Page> {
  const page = await newPage(options);
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

/**
 * A page in a fresh browser profile where this member is signed in already, by the cookies that
 * Supabase's library keeps a session in. The form has its tests in tests/browser/pages. `prepare`
 * runs before the page is opened.
 */
export async function openAs(
  member: Member,
  path = "/contacts",
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Page> {
  const page = await newPage({});
  const cookies: { name: string; value: string }[] = [];
  const db = createServerClient(stack.urls.supabase, stack.supabaseKey, {
    cookies: { getAll: () => [], setAll: (fresh) => void cookies.push(...fresh) },
  });
  const { email, password } = member;
  const { error } = await db.auth.signInWithPassword({ email, password });
  if (error) throw error;
  const session = cookies.map(({ name, value }) => ({ name, value, url: stack.urls.app }));
  await page.context().addCookies(session);
  await prepare(page);
  await page.goto(path);
  return page;
}

/** A complaint that this test provokes on purpose, such as the browser's own line about a 404. */
export function expectComplaint(about: RegExp): void {
  expected.push(about);
}
