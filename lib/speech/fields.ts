import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

/** A provider's key as an admin types it. */
export const apiKeyField = z
  .string()
  .trim()
  .max(300, { error: "This is too long for a key" })
  .regex(/^[\x21-\x7e]*$/, { error: "A key has no spaces or special characters" });

/** A model's name. */
export const modelField = z
  .string()
  .overwrite(cleanLine)
  .min(1, { error: "Enter the model" })
  .max(100, { error: "At most 100 characters" });
