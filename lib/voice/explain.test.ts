import { expect, test } from "vitest";
import { defaultRoute } from "@/lib/routing/default-route";
import { explainAnswer } from "@/lib/voice/explain";

const tenant = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c00";
const version = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01";
const call = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c02";
const sid = `CA${"0".repeat(32)}`;
const route = defaultRoute({ name: "Acme Solar", time_zone: "UTC", language: "en-US" });

const line = {
  ...{ tenant_name: "Acme Solar", country_code: "US", recording_enabled: false },
  ...{ recording_notice: "", call_time_limit_seconds: 60, numbers: [] },
};
const row = {
  event_type: "step",
  event_data: { AccountSid: `AC${"0".repeat(32)}`, CallSid: sid, CallStatus: "in-progress" },
  query: `call=${call}&leg=caller&route=${version}&at=everyone.1.0.0.`,
  answered_from: { line },
  created_at: "2026-06-02T16:00:00Z",
};

test("what a route did with the facts of an earlier call is not made up", () => {
  const explained = explainAnswer(tenant, row, null, new Map([[version, route]]));
  expect(explained).toEqual({ twiml: null, facts: null, steps: [] });
});

test("a route that is no longer there explains nothing, and fails no page", () => {
  expect(explainAnswer(tenant, row, null, new Map())?.steps).toEqual([]);
});
