import { z } from "zod";

/** What a person chooses; `until` goes with a time of its own. */
export const choices = [
  ...(["available", "busy", "busy_until"] as const),
  ...(["away_30_minutes", "away_1_hour", "away_until_tomorrow"] as const),
  ...(["away_until", "away", "offline"] as const),
];
export type Choice = (typeof choices)[number];

export const SetAvailability = z.object({
  choice: z.enum(choices),
  /** A clock time of the company's zone, as `<input type="datetime-local">` sends it. */
  until: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, { error: "Choose a day and a time." })
    .optional(),
  /** A colleague, by a manager or admin; oneself without. */
  user_id: z.uuid().optional(),
});
export type SetAvailability = z.output<typeof SetAvailability>;
