"use client";

import { createContext, useContext } from "react";
import type { AudioFile } from "@/lib/files/store";
import { audioWords } from "@/lib/files/words";
import type { Finding } from "@/lib/routing/check";
import type { AgentChoice } from "@/lib/routing/edit/agents";
import type { Place } from "@/lib/routing/edit/draft";
import type { Colleague, GroupChoice } from "@/lib/routing/edit/facts";
import type { Outline } from "@/lib/routing/edit/outline";
import type { Route, Step } from "@/lib/routing/route";

/** What every part of the editor knows. */
export type Editor = {
  route: Route;
  outline: Outline;
  findings: readonly Finding[];
  people: readonly Colleague[];
  groups: readonly GroupChoice[];
  agents: readonly AgentChoice[];
  audio: readonly AudioFile[];
  missing: readonly string[];
  zones: readonly string[];
  /** The company's, where a step has none of its own. */
  timeZone: string;
  /** Browsers are rung in LiveKit's rooms. */
  inRooms: boolean;
  /** Without it, everything is only shown. */
  edits: boolean;
  isOpen: (step: string) => boolean;
  toggle: (step: string) => void;
  /** Opens a step and goes to it, or to the field where one of its branches is chosen. */
  goTo: (step: string, branch?: string | null) => void;
  change: (next: Route) => void;
  /** A file was uploaded. */
  addAudio: (file: AudioFile) => void;
  add: (place: Place, kind: Step["kind"]) => void;
};

const Context = createContext<Editor | null>(null);
export const EditorProvider = Context.Provider;

export function useEditor(): Editor {
  const editor = useContext(Context);
  if (!editor) throw new Error("No editor is around this");
  return editor;
}

/** The element of a step, and of the choice where its branch leads. */
export const stepElement = (step: string) => `step-${step}`;
export const branchElement = (step: string | null, branch: string) =>
  `branch-${step ?? "start"}-${branch.replaceAll(" ", "-")}`;

/** A person's name; what stands in a route for someone who left. */
export function nameIn(people: readonly Colleague[], user: string): string {
  return people.find(({ user_id }) => user_id === user)?.name ?? "a former colleague";
}

/** A group's name; what stands in a route for one that was deleted. */
export function groupIn(groups: readonly GroupChoice[], id: string): string {
  return groups.find((one) => one.id === id)?.name ?? "a deleted group";
}

/** A voice agent's name; what stands in a route for one that was deleted. */
export function agentIn(agents: readonly AgentChoice[], id: string): string {
  return agents.find((one) => one.id === id)?.name ?? "a deleted voice agent";
}

/** What an audio file is called; what stands in a route for one that was deleted. */
export function audioIn(files: readonly AudioFile[], id: string): string {
  const file = files.find((one) => one.id === id);
  return file ? audioWords(file) : "an audio file that isn't there";
}
