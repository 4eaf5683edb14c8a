import { problemSentences, warningSentences } from "@/components/softphone/problem";
import type { ProblemCode } from "@/components/softphone/state";
import type { Tested } from "@/components/softphone/test-call";
import { gradeOf } from "@/lib/softphone/quality-words";

/** Quieter than any room. */
const silence = 0.003;

export type Verdict = { isGood: boolean; words: string };

/** What a test call showed, and what to do about it. */
export function testVerdict(tested: Tested | ProblemCode): Verdict {
  if (typeof tested === "string") return { isGood: false, words: problemSentences[tested] };
  const { samples, said, heard } = tested;
  if (samples.length === 0) return { isGood: false, words: problemSentences.no_sound_path };
  if (said < silence) return bad("constant-audio-input-level");
  if (heard < silence) return { isGood: false, words: problemSentences.no_sound_path };
  const measured = samples.flatMap(({ mos }) => mos ?? []);
  const average = measured.reduce((sum, mos) => sum + mos, 0) / measured.length;
  const delay = Math.round(samples.reduce((sum, { rtt }) => sum + rtt, 0) / samples.length);
  switch (gradeOf(measured.length > 0 ? average : null)) {
    case "poor":
      return bad(delay > 400 ? "high-rtt" : "low-mos");
    case "fair":
      return {
        isGood: true,
        words: `Fair. A cable, or leaving the VPN, helps. Delay ${delay} ms.`,
      };
    case "good":
      return { isGood: true, words: `Good. You heard yourself, ${delay} ms later.` };
    case "not measured":
      return { isGood: true, words: "Your voice came back. You heard yourself." };
  }
}

const bad = (warning: string): Verdict => ({
  isGood: false,
  words: warningSentences[warning] ?? problemSentences.no_sound_path,
});
