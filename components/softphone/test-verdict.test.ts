import { expect, test } from "vitest";
import { problemOf, problemSentences, warningSentences } from "@/components/softphone/problem";
import { testVerdict } from "@/components/softphone/test-verdict";

const samples = (changes: { mos?: number | null; rtt?: number } = {}) =>
  Array.from({ length: 8 }, () => ({
    ...{ mos: 4.4, rtt: 41, jitter: 1, packetsLostFraction: 0 },
    ...changes,
  }));
const heard = { said: 0.2, heard: 0.2 };

test("a test call that came back well says how late", () => {
  expect(testVerdict({ samples: samples(), ...heard })).toEqual({
    ...{ isGood: true, words: "Good. You heard yourself, 41 ms later." },
  });
});

test.each([
  ["a silent microphone", { samples: samples(), said: 0, heard: 0 }, /microphone sends no sound/],
  ["nothing that comes back", { samples: samples(), said: 0.2, heard: 0 }, /firewall or VPN/],
  ["no sound at all, as without UDP", { samples: [], said: 0.2, heard: 0 }, /firewall or VPN/],
  ["much lost", { samples: samples({ mos: 2 }), ...heard }, /connection is poor/],
  ["a long way", { samples: samples({ mos: 2, rtt: 700 }), ...heard }, /sound is delayed/],
  ["no answer of Twilio", "twilio_unreachable", /firewall, VPN or browser extension/],
  ["a call that goes on", "on_a_call", /You're on a call/],
] as const)("%s is bad, and says what to do", (_, tested, words) => {
  const verdict = testVerdict(
    typeof tested === "string" ? tested : { ...tested, samples: [...tested.samples] },
  );
  expect(verdict.isGood).toBe(false);
  expect(verdict.words).toMatch(words);
});

test("one that is fair, or could not be measured, is no reason to worry", () => {
  expect(testVerdict({ samples: samples({ mos: 3.7 }), ...heard })).toMatchObject({ isGood: true });
  expect(testVerdict({ samples: samples({ mos: null }), ...heard })).toMatchObject({
    isGood: true,
  });
});

test.each([
  ["the microphone is refused", 31401, "microphone_denied"],
  ["the microphone cannot be opened", 31402, "microphone_busy"],
  ["a token is not Twilio's, or of another company", 20101, "token_refused"],
  ["a token has run out", 20104, "token_refused"],
  ["no UDP comes through", 53405, "no_sound_path"],
  ["the call's connection failed", 31003, "no_sound_path"],
  ["the call was refused: it is not theirs", 31002, "call_failed"],
  ["the socket broke, which mends itself", 31005, undefined],
] as const)("%s", (_, code, problem) => expect(problemOf(code)).toBe(problem));

test("every sentence ends, and says what to do or what goes on", () => {
  for (const sentence of [...Object.values(problemSentences), ...Object.values(warningSentences)]) {
    expect(sentence).toMatch(/^[A-Z].{30,160}\.$/);
  }
});
