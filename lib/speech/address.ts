import { BlockList, isIP } from "node:net";

const ownNetworks = new BlockList();
// https://www.iana.org/assignments/iana-ipv4-special-registry and the one of IPv6.
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  ownNetworks.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  ownNetworks.addSubnet(network, bits, "ipv6");
}

/** Whether an IP address is of this machine or a private network, so that no tenant may name it. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || ownNetworks.check(address, family === 6 ? "ipv6" : "ipv4");
}

/** A base without the /v1 that it may end with. */
export const bare = (url: string) => url.replace(/\/+$/, "").replace(/\/v1$/, "");

/** Whether a base is the one that need be neither https nor public. */
export function isStandIn(base: string, standIn: string | undefined): boolean {
  return standIn !== undefined && bare(base) === bare(standIn);
}

/** Names that a company's own network answers to, as far as their spelling shows. */
const ownNames = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|arpa)$/i;

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
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isPrivate = isIP(host) ? isPrivateAddress(host) : ownNames.test(host) || !/\./.test(host);
  if (isPrivate) return { problem: "This address is not on the public internet" };
  return { url: base };
}
