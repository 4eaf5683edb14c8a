"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import {
  checkBrowser,
  microphoneConstraints,
  microphoneProblem,
} from "@/components/softphone/microphone";
import { problemSentences } from "@/components/softphone/problem";
import type { Levels } from "@/components/voice-agent/line-sound";
import { openSoundSocket } from "@/components/voice-agent/sound-socket";
import type { ShownTurn } from "@/components/voice-agent/turn-list";
import type { AgentSettings } from "@/lib/agent/settings/schema";

type Trial = {
  state: "opening" | "on" | "over";
  turns: ShownTurn[];
  /** The name of the tool that runs. */
  runs: string | null;
  /** How the call would end. */
  ends: string | null;
  problem: string | null;
};

const fresh: Trial = { state: "opening", turns: [], runs: null, ends: null, problem: null };

const goesOn = "The caller goes on to the next step of the route.";
/** How a call would go on, by what a trial came to. */
const endings: Record<string, string> = {
  contained: "The call ends.",
  message: "The call ends, with a message.",
  caller_left: "The call ends.",
  handed_over: goesOn,
};

/** A trial's own end (lib/agent/sound/trial.ts), and the one of a draft that may talk no longer. */
const trialMinutes = 3;
const trialEnds = "This trial is over: it lasts three minutes.";
const callEnds = `The maximum call length was reached. ${goesOn}`;

/** What a process tells of a trial: workers/agent/sound.ts. */
type Update = {
  turns?: ShownTurn[];
  tools?: { tool: string; state: string }[];
  reason?: string;
  outcome?: string;
};

/** A talk with a draft by microphone. `onLevels` is called many times a second. */
export function useVoiceTrial(draft: AgentSettings, onLevels: (levels: Levels) => void) {
  const [trial, setTrial] = useState<Trial | null>(null);
  const socket = useRef<{ close(): void }>(undefined);
  /** Counts starts and stops: a microphone that is opened later than the next is closed again. */
  const run = useRef(0);
  const end = useCallback(() => {
    run.current += 1;
    socket.current?.close();
  }, []);
  useEffect(() => end, [end]);

  async function start() {
    end();
    const own = run.current;
    setTrial(fresh);
    const microphone = await openMicrophone();
    if (own !== run.current) {
      if (typeof microphone !== "string") for (const track of microphone.getTracks()) track.stop();
      return;
    }
    if (typeof microphone === "string") {
      return setTrial({ ...fresh, state: "over", problem: microphone });
    }
    const { minutes_per_call } = draft.limits;
    const path = "/api/voice-agents/try/voice";
    socket.current = openSoundSocket(
      { path, body: { draft }, first: { draft }, tracks: 1, microphone },
      {
        opened: () => setTrial((was) => was && { ...was, state: "on" }),
        levels: onLevels,
        says: (text) => setTrial((was) => was && after(was, JSON.parse(text), minutes_per_call)),
        closed: (problem) => setTrial((was) => was && over(was, problem)),
      },
    );
  }

  const stop = () => {
    end();
    setTrial((was) => was && over(was, null));
  };
  return { trial, start, stop };
}

async function openMicrophone(): Promise<MediaStream | string> {
  const problem = checkBrowser();
  if (problem) return problemSentences[problem];
  try {
    return await navigator.mediaDevices.getUserMedia(microphoneConstraints());
  } catch (error) {
    return problemSentences[microphoneProblem(error)];
  }
}

/** What was said of its end stays. */
const over = (was: Trial, problem: string | null): Trial => ({
  ...was,
  ...{ state: "over", runs: null, problem: problem ?? was.problem },
});

/** What is known of a trial of a draft whose calls last so many minutes at most. */
export function after(was: Trial, update: Update, minutes: number): Trial {
  const { turns = [], tools = [], reason, outcome } = update;
  const all = new Map([...was.turns, ...turns].map((turn) => [turn.number, turn]));
  const last = tools.at(-1);
  const runs = last ? (last.state === "running" ? last.tool : null) : was.runs;
  const isLongest = reason === "the longest talk was reached";
  return {
    ...{ ...was, runs, turns: [...all.values()].sort((a, b) => a.number - b.number) },
    ...(outcome === "failed" && { problem: "The voice agent couldn't go on. Check the model." }),
    ...(outcome && { ends: was.ends ?? endings[outcome] ?? null }),
    ...(isLongest && { ends: minutes > trialMinutes ? trialEnds : callEnds }),
  };
}
