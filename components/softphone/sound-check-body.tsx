"use client";

import { PhoneCall, Volume2 } from "lucide-react";
import { useRef, useState } from "react";
import { AudioSelects } from "@/components/softphone/audio-selects";
import { goOnline } from "@/components/softphone/browser-phone";
import { CheckSteps, type Step } from "@/components/softphone/check-steps";
import { Bar, draw } from "@/components/softphone/level-meter";
import { askForMicrophone } from "@/components/softphone/microphone";
import { listenToMicrophone, playTestSound } from "@/components/softphone/microphone-test";
import { problemSentences } from "@/components/softphone/problem";
import { runTestCall } from "@/components/softphone/test-call";
import { testVerdict } from "@/components/softphone/test-verdict";
import { Button } from "@/components/ui/button";

/** Chooses the devices of this computer, and checks step by step whether a call would work. */
export function SoundCheckBody() {
  const bar = useRef<HTMLSpanElement>(null);
  const [steps, setSteps] = useState<Step[]>([]);
  const running = steps.some(({ state }) => state === "running");

  function say(step: Step) {
    setSteps((before) => [...before.filter(({ name }) => name !== step.name), step]);
  }

  async function check() {
    setSteps([]);
    const microphone = "Microphone";
    say({ name: microphone, state: "running", words: "Say something…" });
    const heard = await listenToMicrophone((level) => draw(bar.current, level));
    draw(bar.current, 0);
    if (typeof heard === "string") {
      return say({ name: microphone, state: "failed", words: problemSentences[heard] });
    }
    say(
      heard
        ? { name: microphone, state: "ok", words: "We hear you." }
        : {
            ...{ name: microphone, state: "failed" },
            words: "It sends no sound. Check that it isn't muted, or choose another one.",
          },
    );
    const line = "Connection to Twilio";
    say({ name: line, state: "running", words: "Connecting…" });
    const problem = await goOnline();
    say(
      problem
        ? { name: line, state: "failed", words: problemSentences[problem] }
        : { name: line, state: "ok", words: "Connected. Calls reach this browser." },
    );
  }

  async function testCall() {
    const name = "Test call";
    setSteps([{ name, state: "running", words: "Say something: you hear yourself…" }]);
    const tested =
      (await askForMicrophone()) ?? (await runTestCall((level) => draw(bar.current, level)));
    draw(bar.current, 0);
    const { isGood, words } = testVerdict(tested);
    say({ name, state: isGood ? "ok" : "failed", words });
  }

  return (
    <div className="flex flex-col gap-4">
      <AudioSelects className="grid max-w-2xl gap-4 md:grid-cols-2" />
      <div className="w-full max-w-xs" role="presentation">
        <Bar bar={bar} className="bg-accent" />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button pending={running} onClick={() => void check()}>
          Check microphone and connection
        </Button>
        <Button pending={running} onClick={() => void testCall()}>
          <PhoneCall aria-hidden className="size-4" />
          Make a test call
        </Button>
        <Button onClick={() => void playTestSound()}>
          <Volume2 aria-hidden className="size-4" />
          Play a sound
        </Button>
      </div>
      <CheckSteps steps={steps} />
    </div>
  );
}
