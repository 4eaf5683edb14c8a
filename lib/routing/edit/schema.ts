import { z } from "zod";
import { toE164 } from "@/lib/core/phone";
import { cleanLine } from "@/lib/core/text";
import { Route } from "@/lib/routing/route";
import { isLanguage, type Language } from "@/lib/routing/voices";

const name = z
  .string({ error: "Enter a name" })
  .overwrite(cleanLine)
  .min(1, { error: "Enter a name" })
  .max(60, { error: "At most 60 characters" });

const Spoken = z.custom<Language>((code) => typeof code === "string" && isLanguage(code), {
  error: "Choose a language",
});

export const NewRoute = z.object({ name, language: Spoken });

/** `seen` is the default route that was shown; "" where there was none. */
export const MakeDefault = z.object({
  id: z.uuid(),
  seen: z.union([z.uuid(), z.literal("")]).transform((id) => id || null),
});

export const DeleteRoute = z.object({ id: z.uuid() });

/** A version that is to be the draft again. */
export const RestoreVersion = z.object({ id: z.uuid(), version: z.uuid() });

/** As many bytes as fifty full steps have, and some. */
const maxBytes = 400_000;

const Json = z
  .string()
  .max(maxBytes, { error: "The route is too long" })
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "Not JSON" });
      return z.NEVER;
    }
  });

/**
 * A route as the editor sends it. Numbers to forward to are read in the company's country (ISO
 * 3166-1 alpha-2).
 */
export function saveRouteInput(country: string) {
  const draft = Json.transform((route) => withNumbers(route, country)).pipe(Route);
  return z.object({ id: z.uuid(), name, draft, publish: z.literal("1").optional() });
}

const Loose = z.looseObject({ steps: z.record(z.string(), z.looseObject({})) });

function withNumbers(route: unknown, country: string): unknown {
  const read = Loose.safeParse(route);
  if (!read.success) return route;
  const steps = Object.entries(read.data.steps).map(([id, step]) => {
    const typed = step.kind === "forward" && typeof step.to === "string" ? step.to.trim() : "";
    return [id, typed ? { ...step, to: toE164(typed, country) ?? typed } : step];
  });
  return { ...read.data, steps: Object.fromEntries(steps) };
}
