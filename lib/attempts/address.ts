import { isIP } from "node:net";

/**
 * The IP address of a request as the outermost of our `hops` proxies saw it, or undefined. Each
 * proxy appends the address it saw to X-Forwarded-For; anything before those entries can be forged.
 * Next hides the socket's address when the header is there, so with `hops` 0 there is none. An IPv6
 * address counts as its /64, which belongs to one subscriber.
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
