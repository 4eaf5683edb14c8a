import { z } from "zod";

/** What a person is rung on, and what the phone icon calls with. */
export const CallDevices = z.object({
  rings_on: z.enum(["phone", "browser", "both"]),
  places_on: z.enum(["phone", "browser"]),
});
export type CallDevices = z.infer<typeof CallDevices>;

/** Of people who have chosen nothing. */
export const usualDevices: CallDevices = { rings_on: "phone", places_on: "phone" };

/** The body of POST /api/softphone/presence: a browser, by an id it keeps, is registered or not. */
export const Presence = z.object({
  device: z.uuid("That isn't the id of a browser"),
  state: z.enum(["ready", "gone"]),
});
