import { expect, test } from "vitest";
import type { Area } from "@/lib/headers/area";
import { headersFor } from "@/lib/headers/headers-for";

const areas: Area[] = ["desk", "embed", "api"];

test.each(areas)("%s: no type is guessed, and what is no page loads and runs nothing", (area) => {
  const headers = headersFor(area);
  expect(headers["X-Content-Type-Options"]).toBe("nosniff");
  expect(headers["Content-Security-Policy"]).toBe(
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  );
});

test.each<[Area, string[]]>([
  ["desk", ["microphone=(self)", "speaker-selection=(self)"]],
  ["embed", []],
  ["api", []],
])("%s: of all features these are granted: %j", (area, granted) => {
  const features = headersFor(area)["Permissions-Policy"]?.split(", ") ?? [];
  expect(features).toContainEqual(expect.stringMatching(/^microphone=/));
  expect(features.filter((feature) => !feature.endsWith("=()"))).toEqual(granted);
});

// It would warn of each on every page.
test.each(areas)("%s: no feature is named that Chromium doesn't know", (area) => {
  expect(headersFor(area)["Permissions-Policy"]).not.toContain("bluetooth");
});

test("only what is embedded has no word of its own against frames", () => {
  expect(areas.map((area) => headersFor(area)["X-Frame-Options"])).toEqual([
    "DENY",
    undefined,
    "DENY",
  ]);
});

test("no cache keeps what a route answers", () => {
  expect(headersFor("api")["Cache-Control"]).toBe("private, no-store");
});
