type Page = Pick<Document, "visibilityState" | "addEventListener" | "removeEventListener">;

/**
 * Calls `check` at random times between `minMs` and `maxMs` apart, so that many tabs do not ask
 * together, and at once when the tab becomes visible. A hidden tab does not call it.
 */
export function scheduleChecks(
  check: () => void,
  { minMs, maxMs }: { minMs: number; maxMs: number },
  page: Page = document,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function plan() {
    clearTimeout(timer);
    if (page.visibilityState !== "visible") return;
    timer = setTimeout(run, minMs + Math.random() * (maxMs - minMs));
  }

  function run() {
    check();
    plan();
  }

  function onVisibility() {
    if (page.visibilityState === "visible") run();
    else clearTimeout(timer);
  }

  page.addEventListener("visibilitychange", onVisibility);
  plan();
  return () => {
    clearTimeout(timer);
    page.removeEventListener("visibilitychange", onVisibility);
  };
}
