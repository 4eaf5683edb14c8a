import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { hasNetwork } from "@/local/processes/network";

const at = (address: string, internal: boolean): NetworkInterfaceInfo => ({
  ...{ address, internal, netmask: "255.0.0.0", mac: "00:00:00:00:00:00", cidr: null },
  family: "IPv4",
});

test("a machine with nothing but loopback has no network", () => {
  const lo = [at("127.0.0.1", true)];
  expect(hasNetwork({ lo })).toBe(false);
  expect(hasNetwork({ lo, eth0: [at("10.0.0.2", false)] })).toBe(true);
});
