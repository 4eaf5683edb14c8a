"use client";

import { useEffect, useRef, useState } from "react";
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

/** How a call would go on, by what a trial came to. */
const endings: Record<string, string> = {
  contained: "The call ends.",
  message: "The call ends, with a message.",
  caller_left: "The call ends.",
  handed_over: "The caller goes on to the next step of the route.",
};

/** What a process tells of a trial: workers/agent/sound.ts. */
type Told = {
  turns?: ShownTurn[];
  tools?: { tool: string; state: string }[];
  reason?: string;
  outcome?: string;
};

/** A talk with a draft by microphone. `onLevels` is called many times a second. */
export function useVoiceTrial(draft: AgentSettings, onLevels: (levels: Levels) => void) {
  const [trial, setTrial] = useState<Trial | null>(null);
  const socket = useRef<{ close(): void }>(undefined);
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      socket.current?.close();
    };
  }, []);

  async function start() {
    socket.current?.close();
    setTrial(fresh);
    const microphone = await openMicrophone();
    if (typeof microphone === "string") {
      return setTrial({ ...fresh, state: "over", problem: microphone });
    }
    // The browser may have asked for so long that the page is another one.
    if (!isHere.current) {
      for (const track of microphone.getTracks()) track.stop();
      return;
    }
    const path = "/api/voice-agents/try/voice";
    socket.current = openSoundSocket(
      { path, body: { draft }, first: { draft }, tracks: 1, microphone },
      {
        opened: () => setTrial((was) => was && { ...was, state: "on" }),
        levels: onLevels,
        says: (text) => setTrial((was) => was && after(was, JSON.parse(text))),
        closed: (problem) =>
          setTrial((was) => was && { ...was, state: "over", runs: null, problem }),
      },
    );
  }

  return { trial, start, stop: () => socket.current?.close() };
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

function after(was: Trial, { turns = [], tools = [], reason, outcome }: Told): Trial {
  const all = new Map([...was.turns, ...turns].map((turn) => [turn.number, turn]));
  const last = tools.at(-1);
  const runs = last ? (last.state === "running" ? last.tool : null) : was.runs;
  const isOver = reason === "the longest talk was reached";
  return {
    ...{ ...was, runs, turns: [...all.values()].sort((a, b) => a.number - b.number) },
    ...(outcome === "failed" && { problem: "The voice agent couldn't go on. Check the model." }),
    ...(outcome && { ends: was.ends ?? endings[outcome] ?? null }),
    ...(isOver && { ends: "This trial is over: it lasts three minutes." }),
  };
}
