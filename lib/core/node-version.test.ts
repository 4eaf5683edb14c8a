import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { requireNode } from "@/lib/core/node-version";

test.each(["20.19.5", "22.0.0", "22.11.0", "8.17.0"])("Node %s is refused by name", (version) => {
  expect(() => requireNode(version)).toThrow(`needs Node 22.12 or newer; this is Node ${version}`);
});

test.each(["22.12.0", "23.0.0", "24.4.1", "100.0.0"])("Node %s is taken", (version) => {
  expect(() => requireNode(version)).not.toThrow();
});

test("package.json asks for the same", () => {
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(engines.node).toBe(">=22.12");
});
