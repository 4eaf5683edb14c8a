import { expect, test } from "vitest";
import { noticeFor } from "@/lib/voice/notice";

test.each<[string, "always" | "never" | "countries", string, boolean]>([
  ["always, wherever the customer is", "always", "+442079460123", true],
  ["never", "never", "+12065550177", false],
  ["by country: a listed one", "countries", "+4930901820", true],
  ["by country: one that is not listed", "countries", "+442079460123", false],
  ["by country: a withheld number, whose country nobody knows", "countries", "anonymous", true],
  ["by country: a number of no country", "countries", "+883510000123456", true],
])("%s", (_, announce_recording, customer, isPlayed) => {
  const line = {
    ...{ recording_notice: "Recorded.", announce_recording, announce_countries: ["DE"] },
  };
  expect(noticeFor(line, customer)).toBe(isPlayed ? "Recorded." : null);
});
