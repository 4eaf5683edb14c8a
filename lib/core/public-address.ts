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

/** Names that a company's own network answers to, as far as their spelling shows. */
const ownNames = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|arpa)$/i;

/** Whether a host's spelling shows that it is not on the public internet. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) ? isPrivateAddress(host) : ownNames.test(host) || !/\./.test(host);
}
