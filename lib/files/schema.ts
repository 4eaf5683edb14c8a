import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

const name = z
  .string({ error: "Enter a name" })
  .overwrite(cleanLine)
  .min(1, { error: "Enter a name" })
  .max(80, { error: "At most 80 characters" });

export const RenameAudio = z.object({ id: z.uuid(), name });
export const RemoveAudio = z.object({ id: z.uuid() });

/** What is called like a file is named without its ending: "Welcome" for "Welcome.mp3". */
export const UploadedName = z
  .string()
  .overwrite((file) => cleanLine(file.replace(/\.(mp3|wav|wave)$/i, "")).slice(0, 80))
  .transform((own) => own || "Audio");
