import { existsSync } from "node:fs";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { stack } from "./stack";
import type { Member } from "./tenant";

const usual = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** The machine's Firefox, or FIREFOX_PATH. Never in CI: what it does is Firefox's to change. */
export function findFirefox(): string | undefined {
  const own = process.env.FIREFOX_PATH;
  if (process.env.CI) return undefined;
  return own || usual.find((program) => existsSync(program));
}

/** Headless, with a microphone that hums and is allowed at once; calls reach 127.0.0.1. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.autoplay.default": 0,
      "media.peerconnection.ice.loopback": true,
      "media.peerconnection.ice.obfuscate_host_addresses": false,
    },
  });
}

/** A page where this member has signed in by the form; `prepare` runs before any script of ours. */
export async function openInFirefox(
  browser: Browser,
  member: Member,
  path: string,
  prepare: () => void,
): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.evaluateOnNewDocument(prepare);
  await page.goto(`${stack.urls.app}${path}`, { waitUntil: "networkidle0" });
  await page.locator("input[type=email]").fill(member.email);
  await page.locator("input[type=password]").fill(member.password);
  await Promise.all([page.waitForNavigation(), page.locator("button[type=submit]").click()]);
  return page;
}
