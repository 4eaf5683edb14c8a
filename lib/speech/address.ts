import { isPrivateHost } from "@/lib/core/public-address";

/** A base without the /v1 that it may end with. */
export const bare = (url: string) => url.replace(/\/+$/, "").replace(/\/v1$/, "");

/** Whether a base is the one that need be neither https nor public. */
export function isStandIn(base: string, standIn: string | undefined): boolean {
  return standIn !== undefined && bare(base) === bare(standIn);
}

/**
 * The base of an endpoint as it is stored, from what an admin typed, or what is wrong with it.
 * `standIn` is the one base that need be neither https nor public. Names that lead to a private
 * address are found out when they are called (post.ts).
 */
export function readBaseUrl(
  typed: string,
  standIn: string | undefined,
): { url: string } | { problem: string } {
  const text = typed.trim();
  const url = URL.parse(text);
  if (!url) return { problem: "Enter an address such as https://api.openai.com" };
  const base = `${url.origin}${url.pathname.replace(/\/+$/, "").replace(/\/v1(\/audio.*)?$/, "")}`;
  if (isStandIn(base, standIn)) return { url: base };
  if (url.protocol !== "https:") return { problem: "The address must begin with https://" };
  if (url.username || url.password || url.search || url.hash) {
    return { problem: "The address may have no password, question mark or # in it" };
  }
  if (isPrivateHost(url.hostname)) return { problem: "This address isn't on the public internet" };
  return { url: base };
}
