import { incomingSettings } from "@/components/call-bar/incoming-settings";
import { chimeOnce } from "@/components/call-bar/ring-tone";
import type { NotificationView } from "@/lib/notifications/view";

type Shown = Pick<
  NotificationView,
  "id" | "kind" | "sentence" | "href" | "created_at" | "in_browser"
>;

const seenKey = "ringbook.notified-until";
const lookKey = "ringbook.looking-at";

/**
 * Lets the browser show what is new to it, each once however many tabs are open, and nothing that
 * the person is looking at. What was there before the first look at this browser is not new.
 */
export async function showNew(userId: string, newest: Shown[], path: string): Promise<void> {
  noteWhereabouts(path);
  if (!("locks" in navigator)) return show(userId, newest);
  await navigator.locks.request("ringbook.notify", () => show(userId, newest));
}

function show(userId: string, newest: Shown[]): void {
  const key = `${seenKey} ${userId}`;
  const until = read(key);
  const last =
    newest
      .map(({ created_at }) => created_at)
      .sort()
      .at(-1) ?? "";
  if (until === null || last > until) write(key, last);
  if (until === null) return;
  const { events, chime } = incomingSettings();
  const at = read(lookKey);
  const fresh = newest.filter(
    (each) => each.created_at > until && each.in_browser && each.href !== at,
  );
  if (chime && fresh.some(({ kind }) => kind.endsWith("message"))) chimeOnce();
  if (!events || !("Notification" in window) || Notification.permission !== "granted") return;
  for (const each of fresh.toReversed()) {
    const shown = new Notification(each.sentence, { tag: each.id, body: "Ringbook" });
    shown.onclick = () => {
      window.focus();
      shown.close();
      window.location.assign(each.href);
    };
  }
}

let here = "";
let isListening = false;

/** Which page the person looks at, for the other tabs; none while they look at another window. */
function noteWhereabouts(path: string): void {
  const was = here;
  here = path;
  const note = () => {
    const isSeen = document.visibilityState === "visible" && document.hasFocus();
    if (isSeen) write(lookKey, here);
    else if ([here, was].includes(read(lookKey) ?? "")) write(lookKey, null);
  };
  note();
  if (isListening) return;
  isListening = true;
  for (const event of ["focus", "blur", "pagehide"]) window.addEventListener(event, note);
  document.addEventListener("visibilitychange", note);
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, value);
  } catch {
    // Without storage nothing is known to be new, and nothing is shown.
  }
}
