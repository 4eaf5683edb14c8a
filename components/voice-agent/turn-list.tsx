"use client";

import { clsx } from "clsx";
import { useEffect, useRef } from "react";
import { splitHeard } from "@/lib/agent/desk/board";

export type ShownTurn = {
  number: number;
  who: string;
  said: string;
  heard: string | null;
  interrupted: boolean;
};

/** What is said in a talk that goes on; the newest stays in view while nobody scrolls up. */
export function TurnList({
  turns,
  agent,
  caller = "Caller",
}: {
  turns: readonly ShownTurn[];
  agent: string;
  caller?: string;
}) {
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  const last = turns.at(-1);
  const newest = `${last?.number} ${last?.said.length}`;
  useEffect(() => {
    if (newest && isAtEnd.current && list.current) {
      list.current.scrollTop = list.current.scrollHeight;
    }
  }, [newest]);
  return (
    <ol
      ref={list}
      aria-label="What is said"
      aria-live="polite"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
      className="flex h-72 flex-col gap-2.5 overflow-y-auto bg-sunken/40 px-5 py-4 -outline-offset-2"
    >
      {turns.length === 0 && <li className="text-sm text-muted">Nothing was said yet.</li>}
      {turns.map((turn) => (
        <Turn key={turn.number} turn={turn} speaker={turn.who === "agent" ? agent : caller} />
      ))}
    </ol>
  );
}

function Turn({ turn, speaker }: { turn: ShownTurn; speaker: string }) {
  const isAgent = turn.who === "agent";
  const { heard, cut } = splitHeard(turn);
  return (
    <li className={clsx("flex max-w-[85%] flex-col", isAgent ? "self-start" : "self-end")}>
      <span className={clsx("text-[13px] text-muted", !isAgent && "text-right")}>{speaker}</span>
      <p
        className={clsx(
          "rounded-xl px-3 py-2 text-sm break-words whitespace-pre-line text-ink",
          isAgent ? "border border-line bg-surface" : "bg-accent-soft",
        )}
      >
        {heard}
        {cut &&
          (turn.interrupted ? (
            <s className="text-muted" title="The caller interrupted: they didn't hear this">
              {cut}
            </s>
          ) : (
            <span className="text-muted">{cut}</span>
          ))}
      </p>
    </li>
  );
}
