import type { BrowserContext, Page } from "playwright";

type Seen = {
  /**
   * How long each event of an interaction took to the next paint, in milliseconds; those under 16
   * are not told.
   */
  interactions: number[];
  /** Layout shifts that no input explains. */
  shifts: { value: number; moved: string[] }[];
  /** When a key or button was pressed last. */
  pressed: number;
  /** When the address changed last: a page's new tree has been put in then. */
  arrived: number;
};

declare global {
  var seenByBench: Seen;
}

/**
 * Makes every page of the context note interactions, layout shifts and arrivals.
 * https://web.dev/articles/inp, https://web.dev/articles/cls
 */
export async function observePages(context: BrowserContext): Promise<void> {
  // No named functions: the loader would mark them with a helper that the browser does not have.
  await context.addInitScript(() => {
    globalThis.seenByBench = { interactions: [], shifts: [], pressed: 0, arrived: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!("interactionId" in entry) || typeof entry.interactionId !== "number") continue;
        if (entry.interactionId > 0) globalThis.seenByBench.interactions.push(entry.duration);
      }
      // `durationThreshold` is of Event Timing, which the type does not know.
    }).observe(Object.assign({ type: "event", buffered: true }, { durationThreshold: 16 }));
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!("value" in entry) || typeof entry.value !== "number") continue;
        if ("hadRecentInput" in entry && entry.hadRecentInput) continue;
        const sources = "sources" in entry && Array.isArray(entry.sources) ? entry.sources : [];
        const moved = sources.map(({ node, previousRect: was, currentRect: is }) => {
          const text = String(node?.textContent ?? "").slice(0, 40);
          return `${node?.nodeName ?? "?"} "${text}" from ${was.x},${was.y} ${was.width} wide to ${is.x},${is.y} ${is.width} wide`;
        });
        globalThis.seenByBench.shifts.push({ value: entry.value, moved });
      }
    }).observe({ type: "layout-shift", buffered: true });
    for (const press of ["pointerdown", "keydown"]) {
      addEventListener(
        press,
        ({ timeStamp }) => {
          globalThis.seenByBench.pressed = timeStamp;
        },
        { capture: true },
      );
    }
    navigation.addEventListener("currententrychange", () => {
      globalThis.seenByBench.arrived = performance.now();
    });
  });
}

/** The shortest that Event Timing tells of; what is faster is taken for it. */
const shortestMs = 16;
/** Events are told after the paint that ended them. */
const settledMs = 300;

/**
 * What a person's doing cost: the slowest interaction to its next paint, and from the last press to
 * the page's arrival, in milliseconds.
 */
export async function timeInteraction(
  page: Page,
  act: () => Promise<void>,
): Promise<{ paint: number; arrival: number }> {
  await page.evaluate(() => {
    globalThis.seenByBench.interactions = [];
  });
  await act();
  await page.waitForTimeout(settledMs);
  const { interactions, pressed, arrived } = await page.evaluate(() => globalThis.seenByBench);
  return { paint: Math.max(shortestMs, ...interactions), arrival: arrived - pressed };
}

/** The sum of the layout shifts since the last time, and what moved. */
export async function takeShifts(page: Page): Promise<{ sum: number; moved: string[] }> {
  const shifts = await page.evaluate(() => globalThis.seenByBench.shifts.splice(0));
  return {
    sum: shifts.reduce((sum, { value }) => sum + value, 0),
    moved: [...new Set(shifts.flatMap(({ moved }) => moved))],
  };
}
