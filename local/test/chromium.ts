import { type Browser, chromium } from "playwright";

/** As Playwright's own list: Chromium takes the last `--disable-features` it is given. */
const playwrights = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/**
 * What a window has besides its page, in renderers of their own: the popup of the address bar,
 * other parts of the frame that are web pages, and a renderer for the next site. Nobody sees them
 * in a headless window, where they are half of what opening a page costs.
 */
const unseen = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "PreloadTopChromeWebUI",
  "SpareRendererForSitePerProcess",
];

/** A headless browser for tests; each page has a context, and so a window, of its own. */
export function launchChromium(executablePath: string, flags: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      `--disable-features=${[...playwrights, ...unseen].join(",")}`,
      ...flags,
    ],
  });
}
