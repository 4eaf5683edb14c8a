/** What was opened from the palette lately in this browser, newest first. */
export type Recent = { href: string; title: string; detail: string };

const maxRecent = 6;

/** Kept per person: two may share a browser. Nothing where the browser keeps nothing. */
export function readRecent(userId: string): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameFor(userId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent) : [];
  } catch {
    return [];
  }
}

/** Puts one on top. */
export function keepRecent(userId: string, { href, title, detail }: Recent) {
  const others = readRecent(userId).filter((one) => one.href !== href);
  const kept = [{ href, title, detail }, ...others].slice(0, maxRecent);
  try {
    localStorage.setItem(nameFor(userId), JSON.stringify(kept));
  } catch {}
}

const nameFor = (userId: string) => `ringbook.recent.${userId}`;

function isRecent(value: unknown): value is Recent {
  if (typeof value !== "object" || value === null) return false;
  if (!("href" in value && "title" in value && "detail" in value)) return false;
  const { href, title, detail } = value;
  return [href, title, detail].every((part) => typeof part === "string") && isPath(href);
}

/** A path of the desk, never another site's address. */
function isPath(href: unknown): boolean {
  return typeof href === "string" && /^\/[a-z]/.test(href);
}
