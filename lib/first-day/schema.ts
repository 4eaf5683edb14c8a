import { z } from "zod";

/** What is set up, as `public.first_day` answers; of `twilio` and `routed`, only admins learn. */
export const FirstDay = z.object({
  twilio: z.boolean(),
  number: z.boolean(),
  /** Calls to a number come here. */
  routed: z.boolean(),
  colleagues: z.boolean(),
  contacts: z.boolean(),
  my_call: z.boolean(),
  company_call: z.boolean(),
});
export type FirstDay = z.infer<typeof FirstDay>;
