import type { Duplicates } from "@/lib/imports/schema";

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
