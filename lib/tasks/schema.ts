import { z } from "zod";
import { cleanLine } from "@/lib/core/text";
import { instantOf, repeats } from "@/lib/tasks/repeat";

const given = (value: unknown) => value || undefined;
const id = z.preprocess(given, z.uuid().optional());

const Wall = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, { error: "Enter a date and a time" })
  .transform((text) => text.slice(0, 16))
  .refine((text) => z.iso.datetime({ local: true }).safeParse(text).success, {
    error: "There is no such date",
  })
  .refine((text) => text >= "1970" && text < "3000", { error: "There is no such date" });

const Typed = z.object({
  id: z.uuid(),
  title: z
    .string({ error: "Say what is to be done" })
    .overwrite(cleanLine)
    .min(1, { error: "Say what is to be done" })
    .max(200, { error: "At most 200 characters" }),
  due: z.preprocess(given, Wall.optional()),
  remind: z.preprocess(given, z.coerce.number().int().min(0).max(10_080).optional()),
  owner_id: id,
  contact_id: id,
  call_id: id,
  repeat: z.enum(repeats).catch("none").default("none"),
});

/**
 * A task as its form sends it: `due` as a clock of the company's zone shows it, `remind` in minutes
 * before. Comes out as it is kept.
 */
export const saveTaskIn = (timeZone: string) =>
  Typed.transform(({ due, remind, repeat, ...task }, context) => {
    if (!due && repeat !== "none") {
      const message = "A repeated task needs a date";
      context.addIssue({ code: "custom", path: ["due"], message });
      return z.NEVER;
    }
    const due_at = due ? instantOf(due, timeZone) : null;
    const remind_at =
      due_at && remind !== undefined
        ? new Date(Date.parse(due_at) - remind * 60_000).toISOString()
        : null;
    return { ...task, due_at, remind_at, repeat, repeats_from: repeat === "none" ? null : due };
  });
export type SaveTask = z.output<ReturnType<typeof saveTaskIn>>;

export const TaskId = z.object({ id: z.uuid() });
export const TaskDone = z.object({ id: z.uuid(), done: z.enum(["true", "false"]) });

export const sections = ["overdue", "today", "upcoming", "none", "done"] as const;
export type Section = (typeof sections)[number];

/** The address of the tasks page. */
export const TasksQuery = z.object({
  show: z.enum(sections).optional().catch(undefined),
  of: z.enum(["mine", "team"]).catch("mine").default("mine"),
  before: z.string().optional().catch(undefined),
  /** Somebody came to add one. */
  add: z.string().optional().catch(undefined),
});
