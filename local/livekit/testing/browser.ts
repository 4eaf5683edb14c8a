import { createServer } from "node:http";
import { build } from "esbuild";
import type { Browser, Page } from "playwright";
import { listen } from "@/local/processes/listen";
import { inProject } from "@/local/project";
import { ensureBrowser } from "@/local/test/browser";
import { launchChromium } from "@/local/test/chromium";

/** Chromium with pages that join rooms by LiveKit's own library, unmodified. */
export class Pages implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #address: string;
  readonly #close: () => Promise<void>;

  private constructor(browser: Browser, address: string, close: () => Promise<void>) {
    this.#browser = browser;
    this.#address = address;
    this.#close = close;
  }

  static async open(): Promise<Pages> {
    const { outputFiles } = await build({
      entryPoints: [inProject("local/livekit/testing/page.ts")],
      ...{ bundle: true, write: false, format: "iife", logLevel: "silent" },
    });
    const script = outputFiles[0]?.text ?? "";
    const server = createServer((request, response) => {
      const isScript = request.url === "/page.js";
      response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? script : "<!doctype html><body><script src=/page.js></script>");
    });
    const address = `http://127.0.0.1:${await listen(server, 0)}/`;
    const browser = await launchChromium(await ensureBrowser(() => {}), [
      "--autoplay-policy=no-user-gesture-required",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      // It works on a machine without any network, too.
      "--allow-loopback-in-peer-connection",
    ]);
    return new Pages(browser, address, async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    });
  }

  /** A page that has not joined yet; with one connection for both ways, or with two as before. */
  async page(connections: 1 | 2 = 1): Promise<Page> {
    const page = await this.#browser.newPage();
    await page.goto(this.#address);
    await page.evaluate((isOne) => {
      window.makeEars(isOne);
    }, connections === 1);
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}
