import { z } from "zod";
import { fieldTypes } from "@/lib/contact-fields/types";
import { cleanLine } from "@/lib/core/text";

const name = z
  .string({ error: "Enter a name." })
  .overwrite(cleanLine)
  .min(1, { error: "Enter a name." })
  .max(60, { error: "At most 60 characters." });

const maxChoices = 100;
const choices = z
  .string()
  .default("")
  .transform((text, context) => {
    const lines = text.split("\n").map(cleanLine).filter(Boolean);
    const byName = new Map(lines.toReversed().map((line) => [line.toLowerCase(), line]));
    const message =
      byName.size > maxChoices
        ? `At most ${maxChoices} choices.`
        : lines.some((line) => line.length > 100) && "A choice has at most 100 characters.";
    if (message) context.addIssue({ code: "custom", message });
    return [...byName.values()].toReversed();
  });

const oneChoice = {
  error: "Enter at least one choice.",
  path: ["choices"],
  // All problems at once: also when another field is wrong.
  when: () => true,
};

/** A field as its form sends it; choices are lines. */
export const SaveField = z
  .object({ name, type: z.enum(fieldTypes), choices })
  .refine(({ type, choices: lines }) => type !== "choice" || lines?.length !== 0, oneChoice)
  .transform(({ choices: lines, ...field }) => ({
    ...field,
    choices: field.type === "choice" ? lines : [],
  }));

/** A field's name and choices; its type stays, for its values would not fit any more. */
export const ChangeField = z.object({ id: z.uuid(), name, choices });
export const FieldId = z.object({ id: z.uuid() });
export const MoveField = FieldId.extend({ way: z.enum(["up", "down"]) });
