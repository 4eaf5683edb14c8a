import { expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import { arriving } from "@/lib/routing/turn";
import { decideRoute } from "@/lib/voice/decide-route";
import { renderTwiml } from "@/lib/voice/render";

const ana = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01";
const ben = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c02";
const phone = "+12065550111";

const line = {
  ...{ recording_enabled: false, recording_notice: "This call may be recorded." },
  ...{ announce_recording: "always" as const, announce_countries: [] },
  ...{ call_time_limit_seconds: 60, allowed: { countries: ["US"], prefixes: [] } },
};
const call = {
  ...{ call_id: "call", call_sid: "CA1", from: "+12065550177", to: "+12065550100" },
  ...{ noticed: false, unrecorded: false, met_agent: false, account_sid: `AC${"0".repeat(32)}` },
  ...{ version: "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c09", missing: new Set<string>() },
  tenant_id: "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c00",
};
/** Rings these people at once, and says nothing before. */
const ringing = Route.parse({
  ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "ring" },
  steps: {
    ring: {
      ...{ kind: "ring", name: "", who: { kind: "people", people: [ana, ben] } },
      ...{ order: "at_once", seconds: 20, not_free: "box", no_answer: "box" },
    },
    box: {
      ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 },
      sound: { text: "Please leave a message." },
    },
  },
});

function answer(
  reach: { in_browser: string[]; reloading: string[]; phones?: Record<string, string[]> },
  settings: { recording_enabled?: boolean } = {},
) {
  const people = [ana, ben].map((user_id) => ({
    ...{ user_id, name: "Ana", availability: "free" as const, has_phone: false },
    ...{ rung_at: null, talked_at: null },
  }));
  const known = {
    ...{ people, groups: {}, owner_id: null, last_speaker: null, queue: null },
    ...{ phones: {}, agents: {}, agent_end: null, ...reach },
  };
  const given = { state: arriving, input: { kind: "arrived" } as const };
  const moment = new Date("2026-06-02T12:00:00Z");
  return renderTwiml(decideRoute({ ...line, ...settings }, ringing, call, known, moment, given));
}

test("a browser whose page is loaded again gets three seconds before it is rung", () => {
  const twiml = answer({ in_browser: [ana], reloading: [ana] });
  expect(twiml).toContain('<Pause length="3"/><Dial');
  expect(twiml).toContain("<Client");
});

test.each([
  ["it is there", { in_browser: [ana], reloading: [] }, {}],
  ["another browser rings too", { in_browser: [ana, ben], reloading: [ana] }, {}],
  ["a phone of theirs rings", { in_browser: [ana], reloading: [ana], phones: { [ana]: [phone] } }],
  ["a notice is said first", { in_browser: [ana], reloading: [ana] }, { recording_enabled: true }],
])("nobody waits for a page where %s", (_, reach, settings = {}) => {
  const twiml = answer(reach, settings);
  expect(twiml).toContain("<Dial");
  expect(twiml).not.toContain("<Pause");
});
