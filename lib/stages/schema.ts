import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

export const SaveStage = z.object({
  name: z
    .string({ error: "Enter a name." })
    .overwrite(cleanLine)
    .min(1, { error: "Enter a name." })
    .max(40, { error: "At most 40 characters." }),
});
export const ChangeStage = SaveStage.extend({ id: z.uuid() });
export const StageId = z.object({ id: z.uuid() });
export const MoveStage = StageId.extend({ way: z.enum(["up", "down"]) });
