import { countryName } from "@/lib/core/country";
import { type kindNames, stepWords } from "@/lib/routing/branches";
import { stepColumn } from "@/lib/routing/edit/values";
import type { Hours } from "@/lib/routing/hours-schema";
import { weekWords } from "@/lib/routing/hours-words";
import type { Sound, Step, Who } from "@/lib/routing/route";

const languages = new Intl.DisplayNames("en", { type: "language" });

/** "American English". */
export function languageName(code: string): string {
  return languages.of(code) ?? code;
}

/** "Joanna" of "Polly.Joanna-Neural". */
export function voiceName(voice: string): string {
  return voice.replace(/^[^.]*\./, "").replace(/-.*$/, "");
}

const names: Record<string, string> = {
  name: "the name",
  language: "the language",
  voice: "the voice",
  first: "the first step",
};

/** A column of a route in a sentence, for two people who edit it at once. */
export function describeColumn(column: string, value: unknown): { name: string; value: string } {
  if (stepColumn(column) === null) {
    const text = String(value ?? "");
    if (column === "silence") return { name: "the silence", value: silenceWords(value) };
    if (column === "language") return { name: "the language", value: languageName(text) };
    return { name: names[column] ?? column, value: column === "voice" ? voiceName(text) : text };
  }
  if (typeof value !== "string") return { name: "a step", value: "" };
  const step: Pick<Step, "kind" | "name"> = JSON.parse(value);
  return { name: "a step", value: `${stepWords(step)}, with other settings` };
}

function silenceWords(value: unknown): string {
  if (value === "never") return "never";
  return typeof value === "number" ? `${value} seconds` : "the company setting";
}

type Names = {
  person: (id: string) => string;
  audio: (id: string) => string;
  agent?: (id: string) => string;
  group?: (id: string) => string;
};

/** What stands behind a step's name in a list: "Ring everyone, 20 seconds". */
export function summaryOf(step: Step, names: Names): string {
  const { person: nameOf, audio, agent } = names;
  switch (step.kind) {
    case "greeting":
    case "menu":
      return heard(step.sound, audio);
    case "hours":
      return hoursWords(step.hours);
    case "ring":
    case "queue": {
      const whom = whoWords(step.who, names);
      if (step.kind === "ring") {
        return `${whom}, ${orderWords[step.order].toLowerCase()}, ${step.seconds} seconds`;
      }
      const plays = step.music ? `, plays ${audio(step.music.audio)}` : "";
      const limits = `at most ${step.max_waiting} callers, ${step.max_wait_seconds} seconds`;
      return `${whom}, ${limits}${plays}`;
    }
    case "owner":
      return `the person who owns the caller's contact, ${step.seconds} seconds`;
    case "last_speaker":
      return `who talked with the caller in the last ${step.days} days, ${step.seconds} seconds`;
    case "forward":
      return step.to || "no number yet";
    case "agent":
      return step.agent_id ? (agent?.(step.agent_id) ?? "a voice agent") : "nobody yet";
    case "voicemail":
      return step.mailbox.kind === "shared"
        ? "the company's shared mailbox"
        : `${nameOf(step.mailbox.user_id)}'s mailbox`;
    case "hang_up":
      return step.sound ? heard(step.sound, audio) : "says nothing";
    default:
      return step satisfies never;
  }
}

export const orderWords = {
  at_once: "All at once",
  in_turn: "One after the other",
  round_robin: "Taking turns",
  longest_idle: "Longest without a call first",
};

/** What a kind of step does, where one is chosen. */
export const kindWords: Record<keyof typeof kindNames, string> = {
  greeting: "Says something",
  hours: "Open or closed",
  menu: "Press 1 for …",
  ring: "People's phones",
  owner: "Their own person first",
  last_speaker: "Whoever spoke to them last",
  queue: "Waits for somebody",
  forward: "To an outside number",
  agent: "Talks, answers and books",
  voicemail: "Takes a message",
  hang_up: "Ends the call",
};

function heard({ text, audio }: Sound, nameOf: Names["audio"]): string {
  if (audio) return `plays ${nameOf(audio)}`;
  return text.trim() ? `“${text.trim()}”` : "says nothing yet";
}

function hoursWords({ week, time_zone, public_holidays }: Hours): string {
  const closed = public_holidays && `closed on ${countryName(public_holidays.country)} holidays`;
  return [weekWords(week), closed, time_zone.replaceAll("_", " ")].filter(Boolean).join(", ");
}

function whoWords(who: Who, { person, group }: Names): string {
  if (who.kind === "everyone") return "everyone";
  if (who.kind === "people") return listed(who.people.map(person));
  return who.group_id ? (group?.(who.group_id) ?? "a group") : "no group yet";
}

function listed(names: string[]): string {
  if (names.length === 0) return "nobody yet";
  return new Intl.ListFormat("en").format(names);
}
