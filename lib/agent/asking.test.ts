import { expect, test } from "vitest";
import { answersUpdate, sessionUpdate } from "@/lib/agent/asking";
import { type AgentSettings, newAgent } from "@/lib/agent/settings/schema";

type Hearing = AgentSettings["hearing"];
const hearingWith = (changes: Partial<Hearing>): Hearing => ({ ...newAgent.hearing, ...changes });

/** What the provider is sent about how it hears. */
function inputOf(changes: Partial<Hearing>, answers = true) {
  const provider = { model: "m", transcription_model: "t", audio_format: "audio/pcmu" } as const;
  const settings = { ...newAgent, hearing: hearingWith(changes) };
  const asked = { provider, settings, instructions: "", language: "en", tools: [] } as const;
  return sessionUpdate({ ...asked, answers }).session.audio.input;
}

const stops = { create_response: true, interrupt_response: true };

test.each<[string, Partial<Hearing>, object]>([
  [
    "a silence ends the caller's turn",
    { turn_detection: "server_vad", silence_ms: 700, threshold: 65, eagerness: "low" },
    {
      ...{ type: "server_vad", threshold: 0.65, prefix_padding_ms: 300 },
      ...{ silence_duration_ms: 700, ...stops },
    },
  ],
  [
    "the sense of what they say does",
    { turn_detection: "semantic_vad", eagerness: "low", silence_ms: 700, threshold: 65 },
    { type: "semantic_vad", eagerness: "low", ...stops },
  ],
])("%s, as it is set, and nothing of the other way is sent", (_, changes, detection) => {
  expect(inputOf(changes).turn_detection).toEqual(detection);
});

test.each([
  ["near_field", { type: "near_field" }],
  ["far_field", { type: "far_field" }],
  ["off", null],
] as const)("noise is reduced as it is set: %s", (noise_reduction, sent) => {
  expect(inputOf({ noise_reduction }).noise_reduction).toEqual(sent);
});

test.each(["server_vad", "semantic_vad"] as const)(
  "by %s it only listens until it may answer, and hears no other way then",
  (turn_detection) => {
    const silent = { create_response: false, interrupt_response: false };
    const changes = { turn_detection, silence_ms: 900 };
    expect(inputOf(changes, false).turn_detection).toMatchObject(silent);
    const { audio } = answersUpdate(hearingWith(changes), true).session;
    expect(audio.input.turn_detection).toEqual(inputOf(changes).turn_detection);
    expect(Object.keys(audio.input)).toEqual(["turn_detection"]);
  },
);
