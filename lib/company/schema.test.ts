import { expect, test } from "vitest";
import { CallPolicy, CompanyDetails } from "@/lib/company/schema";

test("an unchecked box, which forms do not send, means no recording", () => {
  const policy = {
    recording_notice: " Recorded. ",
    announce_recording: "countries",
    announce_countries: ["US", "DE", "US"],
    keep_recordings_days: "90",
    time_limit_minutes: "30",
    after_call_seconds: "20",
    rep_caller_id: "company",
  };
  expect(CallPolicy.parse(policy)).toEqual({
    recording_enabled: false,
    recording_notice: "Recorded.",
    announce_recording: "countries",
    announce_countries: ["DE", "US"],
    keep_recordings_days: 90,
    call_time_limit_seconds: 1800,
    after_call_seconds: 20,
    rep_caller_id: "company",
  });
  expect(CallPolicy.parse({ ...policy, recording_enabled: "on" }).recording_enabled).toBe(true);
});

test.each(["0", "241", "1.5", "", "many"])("refuses a time limit of %j minutes", (minutes) => {
  const policy = {
    recording_notice: "Recorded.",
    announce_recording: "always",
    keep_recordings_days: "",
    time_limit_minutes: minutes,
    after_call_seconds: "0",
    rep_caller_id: "caller",
  };
  expect(CallPolicy.safeParse(policy).success).toBe(false);
});

test.each([
  ["", null],
  ["1", 1],
  ["3650", 3650],
])("recordings to be kept for %j days are kept for %j", (typed, days) => {
  const policy = {
    recording_notice: "Recorded.",
    announce_recording: "always",
    keep_recordings_days: typed,
    time_limit_minutes: "30",
    after_call_seconds: "0",
    rep_caller_id: "caller",
  };
  expect(CallPolicy.parse(policy).keep_recordings_days).toBe(days);
});

test.each(["0", "-1", "3651", "1.5", "soon", " ", undefined])(
  "recordings are not kept for %j days",
  (typed) => {
    const policy = {
      recording_notice: "Recorded.",
      keep_recordings_days: typed,
      time_limit_minutes: "30",
    };
    expect(CallPolicy.safeParse(policy).success).toBe(false);
  },
);

test("a notice by country names at least one country", () => {
  const policy = {
    recording_notice: "Recorded.",
    announce_recording: "countries",
    keep_recordings_days: "",
    time_limit_minutes: "30",
    after_call_seconds: "0",
    rep_caller_id: "caller",
  };
  expect(CallPolicy.safeParse(policy).error?.issues[0]?.path).toEqual(["announce_countries"]);
  expect(CallPolicy.safeParse({ ...policy, announce_countries: "DE" }).success).toBe(true);
  expect(CallPolicy.safeParse({ ...policy, announce_countries: "XX" }).success).toBe(false);
});

test("refuses a country or time zone that does not exist", () => {
  const company = { name: "Acme", country_code: "US", time_zone: "America/New_York" };
  expect(CompanyDetails.safeParse(company).success).toBe(true);
  expect(CompanyDetails.safeParse({ ...company, country_code: "XX" }).success).toBe(false);
  expect(CompanyDetails.safeParse({ ...company, time_zone: "Mars/Base" }).success).toBe(false);
});
