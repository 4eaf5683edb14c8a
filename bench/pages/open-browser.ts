import { type BrowserContext, chromium, type Page, type Request } from "playwright";
import { tenantOf } from "@/bench/data/cast";
import type { BenchStack } from "@/bench/figure";
import { observePages } from "@/bench/pages/observe";
import { signInManager } from "@/bench/pages/sign-in";
import { ensureBrowser } from "@/local/test/browser";

/** How long nothing more comes after a page has loaded and heard that it listens. */
const quietMs = 700;

export type Opened = {
  page: Page;
  /**
   * Bytes of script as they travelled: what the page itself scripts for, and what came after its
   * load event.
   */
  script: { first: number; later: number };
};

export type Desk = {
  /**
   * Opens a page in a fresh profile, as somebody who was never here; resolves when it has loaded
   * and listens.
   */
  open(path: string): Promise<Opened>;
  close(): Promise<void>;
};

/**
 * A browser in which the largest tenant's manager is signed in. Throws CommandError where none can
 * be had.
 */
export async function openBrowser(stack: BenchStack, log: (line: string) => void): Promise<Desk> {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(log),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const cookie = await signInManager(stack, tenantOf(0));
  let context: BrowserContext | undefined;
  return {
    async open(path) {
      await context?.close();
      context = await browser.newContext({ baseURL: stack.urls.app });
      context.setDefaultTimeout(30_000);
      await context.addCookies([{ ...cookie, url: stack.urls.app }]);
      await observePages(context);
      const page = await context.newPage();
      const weights = weighScripts(page);
      await Promise.all([untilListening(page), page.goto(path)]);
      await page.waitForTimeout(quietMs);
      return { page, script: await weights() };
    },
    close: () => browser.close(),
  };
}

function weighScripts(page: Page): () => Promise<Opened["script"]> {
  let loaded = false;
  page.once("load", () => {
    loaded = true;
  });
  const scripts: { later: boolean; request: Request }[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push({ later: loaded, request });
  });
  return async () => {
    const script = { first: 0, later: 0 };
    for (const { later, request } of scripts) {
      await (await request.response())?.finished();
      script[later ? "later" : "first"] += (await request.sizes()).responseBodySize;
    }
    return script;
  };
}

/** The page has joined its tenant's topic. */
async function untilListening(page: Page): Promise<void> {
  const socket = await page.waitForEvent("websocket");
  await socket.waitForEvent("framereceived", ({ payload }) =>
    /"phx_reply".*"status":"ok"/s.test(payload.toString()),
  );
}
