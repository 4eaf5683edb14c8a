import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { Edit } from "@/lib/edits/decide";

const prefix = "$choice:";
const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "Not JSON" });
    return z.NEVER;
  }
});
const ValuesField = Json.pipe(z.record(z.string(), z.unknown()));
const Choice = z.enum(["mine", "theirs"]);

/**
 * What components/ui/form.tsx sends beside what was typed. Throws 400 for a form that does not say
 * what it was opened with.
 */
export function readEdit(form: FormData): Edit {
  const loaded = ValuesField.safeParse(form.get("$loaded"));
  const seen = ValuesField.safeParse(form.get("$seen") ?? "{}");
  if (!loaded.success || !seen.success) {
    const message = "This page is out of date. Reload it and try again.";
    throw new AppError("bad_request", "invalid_input", message);
  }
  const choices: Edit["choices"] = {};
  for (const [name, value] of form) {
    const choice = Choice.safeParse(value);
    if (name.startsWith(prefix) && choice.success) choices[name.slice(prefix.length)] = choice.data;
  }
  return { loaded: loaded.data, seen: seen.data, choices };
}
