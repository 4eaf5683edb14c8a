import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";

/** Whether an interface besides loopback is up. */
export function hasNetwork(
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces(),
): boolean {
  return Object.values(interfaces).some((addresses) => addresses?.some((one) => !one.internal));
}
