import { z } from "zod";
import { agentLanguages } from "@/lib/agent/languages";
import { AgentSettings } from "@/lib/agent/settings/schema";
import { cleanLine } from "@/lib/core/text";

const name = z
  .string({ error: "Enter a name" })
  .overwrite(cleanLine)
  .min(1, { error: "Enter a name" })
  .max(60, { error: "At most 60 characters" });

export const NewAgent = z.object({
  name,
  language: z.enum(agentLanguages, { error: "Choose a language" }),
});

export const DeleteAgent = z.object({ id: z.uuid() });

/** A version that is to be the draft again. */
export const RestoreVersion = z.object({ id: z.uuid(), version: z.uuid() });

/** As many bytes as a hundred full answers have, and some. */
const maxBytes = 400_000;

/** Settings as the editor sends them. */
export const DraftField = z
  .string()
  .max(maxBytes, { error: "That's too much text" })
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "Not JSON" });
      return z.NEVER;
    }
  })
  .pipe(
    AgentSettings.superRefine(({ knowledge }, context) => {
      const seen = new Set<string>();
      for (const [place, { question }] of knowledge.answers.entries()) {
        const path = ["knowledge", "answers", place, "question"];
        const message = "This question is there already";
        if (seen.has(question)) context.addIssue({ code: "custom", path, message });
        seen.add(question);
      }
    }),
  );

export const SaveAgent = z.object({
  id: z.uuid(),
  name,
  draft: DraftField,
  publish: z.literal("1").optional(),
});
