import { isIP } from "node:net";

/**
 * The address a request came from, as the last of our own proxies saw it, or undefined when nobody
 * trusted says. Each proxy appends whom it saw to X-Forwarded-For, and what stands before that
 * anyone can write; Next tells no socket's address when the header is there. With `hops` 0 nothing
 * of it is believed. An IPv6 address counts as its /64, which one subscriber has whole.
 */
export function clientAddress(forwardedFor: string | null, hops: number): string | undefined {
  if (hops === 0 || !forwardedFor) return undefined;
  const seen = forwardedFor.split(",").at(-hops)?.trim() ?? "";
  const address = seen.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(address) === 4) return address;
  return isIP(address) === 6 ? subnet(address) : undefined;
}

function subnet(address: string): string {
  // The URL parser writes an IPv6 address in its one short form.
  const short = URL.parse(`http://[${address.split("%")[0]}]`)?.hostname.slice(1, -1) ?? address;
  const [head = "", tail] = short.split("::");
  const groups = head ? head.split(":") : [];
  const rest = tail ? tail.split(":") : [];
  const middle = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array.from({ length: middle }, () => "0"), ...rest];
  return `${all.slice(0, 4).join(":")}::/64`;
}
