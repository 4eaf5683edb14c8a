import { z } from "zod";

/** A caller in a queue, by their call. */
export const TakeCaller = z.object({ call_id: z.uuid() });
