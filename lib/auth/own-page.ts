import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

/**
 * Throws 403 unless a request that speaks by its cookie comes from one of our own pages, or was
 * typed by the person. A browser names the page's origin on everything that writes, and says on
 * every request how near that page is (Sec-Fetch-Site; over https and on localhost). A request with
 * neither is no browser's, and has no one else's cookie.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function requireOwnPage(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const near = site === null || site === "same-origin" || site === "none";
  const own = origin === null || isOurs(origin, headers);
  if (near && own) return;
  throw new AppError("forbidden", "foreign_origin", "This request came from another site.");
}

function isOurs(origin: string, headers: Headers): boolean {
  const hosts = [headers.get("host"), new URL(env().NEXT_PUBLIC_APP_URL).host];
  return hosts.includes(URL.parse(origin)?.host ?? "");
}
