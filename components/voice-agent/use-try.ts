"use client";

import { useRef, useState } from "react";
import { readAnswer } from "@/components/calls/api-answer";
import { noAnswer } from "@/components/voice-agent/ask-socket";
import type { AgentSettings } from "@/lib/agent/settings/schema";
import type { TryEvent, TryItem } from "@/lib/agent/try/talk";

type Trying = {
  talk: TryItem[];
  /** What the agent is saying at the moment. */
  saying: string;
  /** The tool that runs at the moment, by its title. */
  runs: string | null;
  isBusy: boolean;
  /** How the call would end. */
  ends: string | null;
  failed: string | null;
};

const fresh: Trying = {
  ...{ talk: [], saying: "", runs: null, isBusy: false, ends: null, failed: null },
};

/** A talk with a draft, by typing. The server keeps nothing of it: each turn brings it along. */
export function useTry(draft: AgentSettings) {
  const [trying, setTrying] = useState<Trying | null>(null);
  const talking = useRef<AbortController>(undefined);

  async function send(talk: TryItem[], says: string | null) {
    talking.current?.abort();
    const own = new AbortController();
    talking.current = own;
    const said: TryItem[] = says === null ? talk : [...talk, { kind: "caller", text: says }];
    setTrying({ ...fresh, talk: said, isBusy: true });
    const apply = (change: (was: Trying) => Trying) => {
      if (!own.signal.aborted) setTrying((was) => was && change(was));
    };
    try {
      const response = await fetch("/api/voice-agents/try", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ draft, talk, says }),
        signal: own.signal,
      });
      if (!response.ok || !response.body) {
        const answer = readAnswer(await response.json().catch(() => null));
        const message = answer && !answer.success ? answer.error.message : noAnswer;
        apply((was) => ({ ...was, failed: message }));
      } else {
        for await (const event of eventsOf(response.body)) apply((was) => after(was, event));
      }
    } catch {
      apply((was) => ({ ...was, failed: noAnswer }));
    }
    apply((was) => ({ ...was, isBusy: false, runs: null, saying: "" }));
  }

  return {
    trying,
    start: () => send([], null),
    say: (text: string) => send(trying?.talk ?? [], text),
    stop: () => {
      talking.current?.abort();
      setTrying(null);
    },
  };
}

function after(was: Trying, event: TryEvent): Trying {
  switch (event.kind) {
    case "says":
      return { ...was, saying: was.saying + event.delta, runs: null };
    case "runs":
      return { ...was, runs: event.title };
    case "item": {
      const saying = event.item.kind === "agent" ? "" : was.saying;
      return { ...was, saying, runs: null, talk: [...was.talk, event.item] };
    }
    case "ends":
      return { ...was, ends: event.words };
    case "failed":
      return { ...was, failed: event.message };
    default:
      return event satisfies never;
  }
}

/** Each line of a response is an event. */
async function* eventsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<TryEvent> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line) yield JSON.parse(line);
    if (done) return;
  }
}
