import type { Duplicates } from "@/lib/imports/schema";

type LeftOut = {
  outcome: string;
  reason: string | null;
  without: string | null;
  contact: string | null;
};

/** What became of a row that was not imported whole, and why; `contact` is the one there is. */
export function leftOutWords({ outcome, reason, without, contact }: LeftOut): [string, string] {
  const why = [reasonWords(reason, contact), without && `${without} Left out.`];
  return [resultNames[outcome] ?? "Imported", why.filter(Boolean).join(". ")];
}

const resultNames: Record<string, string> = { failed: "Error", skipped: "Skipped" };

/** What of an import can be downloaded: its rows left out, and those without an email of theirs. */
export function downloadWords(leftOut: number, without: number): string {
  const rows = (count: number) =>
    count === 1 ? "the row" : `the ${count.toLocaleString("en-US")} rows`;
  const parts = [
    leftOut > 0 && `${rows(leftOut)} left out`,
    without > 0 && `${rows(without)} imported without an email`,
  ];
  return `Download ${parts.filter(Boolean).join(" and ")}`;
}

/** Why a row was left out, as people read it; `contact` is the one that was there. */
export function reasonWords(reason: string | null, contact: string | null): string {
  switch (reason) {
    case "duplicate":
      return contact ? `Already a contact: ${contact}` : "Already a contact";
    case "same":
      return contact ? `Nothing new for ${contact}` : "Nothing new";
    case "several":
      return "Several contacts have this number or email; merge or change them first";
    default:
      return reason ?? "";
  }
}

/** How many of the first `checked` of a file's rows have an error, or an email that is none. */
export type Checked = { total: number; checked: number; failed: number; without: number };

/** What of a file will not be imported; nothing where all of it will. */
export function checkedWords({ total, checked, failed, without }: Checked): string[] {
  const number = (rows: number) => rows.toLocaleString("en-US");
  const of = checked < total ? `the first ${number(checked)} rows` : `${number(total)} rows`;
  const have = failed === 1 ? "has an error and is" : "have errors and are";
  const errors = `${number(failed)} of ${of} ${have} left out.`;
  const verb = without === 1 ? "has" : "have";
  const emails = `${number(without)} of ${of} ${verb} an email that isn't one: imported without it.`;
  return [...(failed > 0 ? [errors] : []), ...(without > 0 ? [emails] : [])];
}

/** Why a column of our own export is not imported, by its header, folded. */
export const notImported: Readonly<Record<string, string>> = {
  "opted out of texts": "Kept by number: whoever opted out stays so, also as a new contact.",
  "created utc": "Set when the contact is added.",
};

export const duplicateLabels: Record<Duplicates, { label: string; hint: string }> = {
  skip: { label: "Skip", hint: "Rows of existing contacts are left out." },
  update: {
    label: "Update",
    hint: "What the file has replaces what is there, and new numbers are added. Empty cells change nothing.",
  },
  create: { label: "Add anyway", hint: "Every row becomes a new contact." },
};

export const stageWords = {
  uploading: "Not uploaded",
  draft: "Not started",
  running: "Importing",
  done: "Imported",
  undoing: "Undoing",
  undone: "Undone",
} as const;

/** Longer than all attempts of its job take, with the time between them. */
const goneQuietMs = 60 * 60 * 1000;

/** Whether an import, or its undo, is under way by its row. */
export function isUnderWay({ stage }: { stage: string }): boolean {
  return stage === "running" || stage === "undoing";
}

/** The same, while its job has died. */
export function hasStopped(job: { stage: string; updated_at: string }, now: Date): boolean {
  return isUnderWay(job) && now.getTime() - Date.parse(job.updated_at) > goneQuietMs;
}

type Stage = keyof typeof stageWords;
const isStage = (stage: string): stage is Stage => Object.hasOwn(stageWords, stage);

export function stageOf(stage: string): Stage {
  return isStage(stage) ? stage : "draft";
}
