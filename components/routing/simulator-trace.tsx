"use client";

import { Volume2 } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { audioIn } from "@/components/routing/editor-context";
import { keyed } from "@/components/routing/keyed";
import { StepIcon } from "@/components/routing/step-icon";
import { Button } from "@/components/ui/button";
import type { AudioFile } from "@/lib/files/store";
import { stepWords } from "@/lib/routing/branches";
import { consideredWords, type Person } from "@/lib/routing/people";
import type { Route } from "@/lib/routing/route";
import type { TriedTurn } from "@/lib/routing/simulate/simulate";
import { actWords, type Choice, choicesAt } from "@/lib/routing/simulate/words";
import type { Act, Said, Taken, Turn } from "@/lib/routing/turn";

/** What happened in a call that is tried, and what can be done now. */
export function Trace({
  route,
  people,
  audio,
  tried,
  done,
  onChoice,
}: {
  route: Route;
  people: readonly Person[];
  audio: readonly AudioFile[];
  tried: readonly TriedTurn[];
  done: readonly Choice[];
  onChoice: (choice: Choice) => void;
}) {
  const nameOf = (user: string) =>
    people.find(({ user_id }) => user_id === user)?.name ?? "somebody";
  const end = useRef<HTMLDivElement>(null);
  const turns = tried.length;
  useEffect(() => {
    if (turns > 0) end.current?.scrollIntoView({ block: "nearest" });
  }, [turns]);
  const last = tried.at(-1)?.turn;
  const choices = last ? choicesAt(last.act, keysAt(route, last.state.step), nameOf) : [];
  return (
    <section aria-label="The call" aria-live="polite" className="border-t border-line pt-4">
      <ol className="flex flex-col gap-4">
        {keyed(tried).map(({ item: { turn }, index, key }) => (
          <li key={key}>
            {index > 0 && (
              <p className="mb-2 text-sm font-semibold text-accent-text">
                {done[index - 1]?.label}
              </p>
            )}
            <ol className="flex flex-col gap-2">
              {keyed(turn.taken).map(({ item, key }) => (
                <Step key={key} taken={item}>
                  <Heard texts={heard(item.says ? [item.says] : [], audio)} />
                </Step>
              ))}
            </ol>
            <Heard texts={heard(restOf(turn), audio)} />
            <p className="mt-2 text-sm font-medium text-ink">
              {outcomeWords(turn.act, done[index - 1], nameOf, (file) => audioIn(audio, file))}
            </p>
          </li>
        ))}
      </ol>
      {choices.length > 0 && (
        <div ref={end} className="mt-3 flex flex-wrap gap-2 pb-1">
          {choices.map((choice) => (
            <Button key={choice.label} size="sm" onClick={() => onChoice(choice)}>
              {choice.label}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

/** What the caller hears besides what its steps say: a menu's question, a goodbye. */
function restOf({ says, taken, act }: Turn): Said[] {
  const atSteps = new Set(taken.map(({ says: said }) => said));
  const rest = says.filter((said) => !atSteps.has(said));
  return act.kind === "gather" ? [...rest, act.question] : rest;
}

function Heard({ texts }: { texts: string[] }) {
  return texts.map((text) => (
    <p key={text} className="mt-2 flex gap-2 text-sm text-ink">
      <Volume2
        role="img"
        aria-label="The caller hears"
        className="mt-0.5 size-4 shrink-0 text-muted"
      />
      <span className="min-w-0 break-words">{text}</span>
    </p>
  ));
}

function Step({ taken, children }: { taken: Taken; children: ReactNode }) {
  return (
    <li className="flex gap-2 text-[13px]">
      <span className="mt-0.5 text-muted">
        <StepIcon kind={taken.kind} />
      </span>
      <div className="min-w-0">
        <span className="font-medium text-ink">{stepWords(taken)}</span>
        <span className="text-muted">: {taken.reason}</span>
        {taken.considered.length > 0 && (
          <ul className="text-muted">
            {taken.considered.map((one) => (
              <li key={one.user_id}>{consideredWords(one)}</li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </li>
  );
}

/** `Plays: Welcome (12 s)`, or what is said. */
function heard(says: readonly Said[], files: readonly AudioFile[]): string[] {
  const words = says.flatMap(({ text, audio }) => {
    if (audio) return [`Plays: ${audioIn(files, audio)}`];
    return text.trim() === "" ? [] : [`“${text}”`];
  });
  return [...new Set(words)];
}

/** A call that somebody answered goes on without the route. */
function outcomeWords(
  act: Act,
  done: Choice | undefined,
  nameOf: (user: string) => string,
  fileOf: (audio: string) => string,
): string {
  const talks = done?.input.kind === "dialed" && done.input.accepted;
  return talks ? "They talk; then the call ends." : actWords(act, nameOf, fileOf);
}

function keysAt({ steps }: Route, id: string): string[] {
  const step = steps[id];
  return step?.kind === "menu" ? Object.keys(step.keys) : [];
}
