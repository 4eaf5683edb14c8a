"use client";

import { useEffect, useMemo, useState } from "react";
import { branchElement, type Editor, stepElement } from "@/components/routing/editor-context";
import { useForm } from "@/components/ui/form-context";
import type { AudioFile } from "@/lib/files/store";
import { checkRoute } from "@/lib/routing/check";
import { addStep } from "@/lib/routing/edit/draft";
import type { EditorFacts } from "@/lib/routing/edit/facts";
import { offeredKinds } from "@/lib/routing/edit/new-step";
import { outlineOf } from "@/lib/routing/edit/outline";
import type { Route } from "@/lib/routing/route";

/** Which steps are open, where they stay so when their form is rendered again: after each save. */
export type OpenSteps = [
  ReadonlySet<string>,
  (next: (was: ReadonlySet<string>) => ReadonlySet<string>) => void,
];

/** What is open in the editor, what is wrong with the draft, and how it is changed. */
export function useEditing(
  route: Route,
  { people, groups, agents, audio, missing, zones, timeZone, inRooms, refused, edits }: EditorFacts,
  change: (next: Route) => void,
  addAudio: (file: AudioFile) => void = () => {},
  kept?: OpenSteps,
): Editor {
  const own = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = kept ?? own;
  const [wanted, setWanted] = useState<string[]>([]);
  const outline = useMemo(() => outlineOf(route), [route]);
  const findings = useMemo(
    () =>
      checkRoute(route, {
        people: new Set(people.map(({ user_id }) => user_id)),
        groups: new Map(groups.map((one) => [one.id, one])),
        mayCall: (number) => !refused.includes(number),
        agents: new Map(agents.map((one) => [one.id, one])),
        audio: new Map(audio.map((file) => [file.id, file])),
        kinds: new Set(offeredKinds),
      }),
    [route, people, groups, refused, agents, audio],
  );
  useOpenErrors(setOpen);
  useEffect(() => {
    const element = wanted.map((one) => document.getElementById(one)).find((one) => one !== null);
    element?.focus();
    element?.scrollIntoView({ block: "center" });
  }, [wanted]);
  const show = (step: string) => setOpen((was) => new Set([...was, step]));
  return {
    ...{
      route,
      outline,
      findings,
      people,
      groups,
      agents,
      audio,
      missing,
      zones,
      timeZone,
      inRooms,
      edits,
      change,
      addAudio,
    },
    isOpen: (step) => open.has(step),
    toggle: (step) =>
      setOpen((was) =>
        was.has(step) ? new Set([...was].filter((one) => one !== step)) : new Set([...was, step]),
      ),
    goTo: (step, branch) => {
      show(step);
      setWanted([...(branch ? [branchElement(step, branch)] : []), stepElement(step)]);
    },
    add: (place, kind) => {
      const id = newId(kind);
      change(addStep(route, place, kind, { id, time_zone: timeZone }));
      show(id);
      setWanted([stepElement(id)]);
    },
  };
}

/** Opens every step of which the last save refused something, so that it can be seen. */
function useOpenErrors(setOpen: (next: (was: ReadonlySet<string>) => ReadonlySet<string>) => void) {
  const { state } = useForm();
  useEffect(() => {
    if (state.kind !== "refused") return;
    const refused = Object.keys(state.fields ?? {}).flatMap(
      (path) => /^draft\.steps\.([^.]+)\./.exec(path)?.[1] ?? [],
    );
    if (refused.length === 0) return;
    setOpen((was) => new Set([...was, ...refused]));
  }, [state, setOpen]);
}

/** Two people who add a step at once add two. */
function newId(kind: string): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `${kind.replaceAll("_", "-")}-${random.toString(36)}`;
}
