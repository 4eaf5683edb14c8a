"use client";

import { CircleAlert, CircleCheck, Volume2 } from "lucide-react";
import { useRef, useState } from "react";
import { AudioSelects } from "@/components/softphone/audio-selects";
import { goOnline } from "@/components/softphone/browser-phone";
import { Bar, draw } from "@/components/softphone/level-meter";
import { listenToMicrophone, playTestSound } from "@/components/softphone/microphone-test";
import { problemSentences } from "@/components/softphone/problem";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

type Step = { name: string; state: "running" | "ok" | "failed"; words: string };

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
        <Button onClick={() => void playTestSound()}>
          <Volume2 aria-hidden className="size-4" />
          Play a sound
        </Button>
      </div>
      <ul aria-live="polite" className="flex flex-col gap-1.5 text-sm empty:hidden">
        {steps.map(({ name, state, words }) => (
          <li key={name} className="flex items-start gap-2">
            <StepIcon state={state} />
            <span>
              <span className="font-medium text-ink">{name}:</span>{" "}
              <span className={state === "failed" ? "text-danger-text" : "text-muted"}>
                {words}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function StepIcon({ state }: Pick<Step, "state">) {
  if (state === "running") return <Spinner />;
  return state === "ok" ? (
    <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok-text" />
  ) : (
    <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
  );
}
