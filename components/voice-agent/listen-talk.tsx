"use client";

import { Ear, EarOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Bar, draw } from "@/components/softphone/level-meter";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { openSoundSocket } from "@/components/voice-agent/sound-socket";

type Listening = { state: "off" | "opening" | "on"; problem: string | null };

/** Both sides of a live talk in this page. Neither the caller nor the agent notices. */
export function ListenTalk({ sessionId, caller }: { sessionId: string; caller: string }) {
  const [{ state, problem }, setListening] = useState<Listening>({ state: "off", problem: null });
  const socket = useRef<{ close(): void }>(undefined);
  const callers = useRef<HTMLSpanElement>(null);
  const agents = useRef<HTMLSpanElement>(null);
  const meter = useRef<HTMLSpanElement>(null);
  useEffect(() => () => socket.current?.close(), []);

  function listen() {
    setListening({ state: "opening", problem: null });
    const path = "/api/voice-agents/listen";
    socket.current = openSoundSocket(
      { path, body: { session_id: sessionId }, tracks: 2 },
      {
        opened: () => setListening({ state: "on", problem: null }),
        levels: ({ levels: [caller = 0, agent = 0], played }) => {
          draw(callers.current, caller);
          draw(agents.current, agent);
          if (meter.current) meter.current.dataset.played = played.toFixed(3);
        },
        closed: (why) => setListening({ state: "off", problem: why }),
      },
    );
  }

  if (state === "off") {
    return (
      <span className="flex flex-wrap items-center gap-2">
        {problem && (
          <span role="alert" className="text-[13px] text-danger-text">
            {problem}
          </span>
        )}
        <Button variant="ghost" size="sm" onClick={listen} aria-label={`Listen to ${caller}`}>
          <Ear aria-hidden className="size-4" />
          Listen
        </Button>
      </span>
    );
  }
  return (
    <span className="flex items-center gap-2">
      {state === "on" ? (
        <span
          ref={meter}
          role="img"
          aria-label="You hear both sides"
          title="The caller and the voice agent. Nobody hears you."
          className="flex w-16 flex-col gap-1"
        >
          <Bar bar={callers} className="bg-accent" />
          <Bar bar={agents} className="bg-ok-text" />
        </span>
      ) : (
        <Spinner className="size-3.5" />
      )}
      <Button
        variant="ghost"
        size="sm"
        onClick={() => socket.current?.close()}
        aria-label={`Stop listening to ${caller}`}
      >
        <EarOff aria-hidden className="size-4" />
        Stop listening
      </Button>
    </span>
  );
}
