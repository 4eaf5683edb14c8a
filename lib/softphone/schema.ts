import { z } from "zod";

/** What a person is rung on, and what the phone icon calls with. */
export const CallDevices = z.object({
  rings_on: z.enum(["phone", "browser", "both"]),
  places_on: z.enum(["phone", "browser"]),
});
export type CallDevices = z.infer<typeof CallDevices>;

/** Whether what a person is rung on rings all at once, or one after another. */
export const RingOrder = z.object({ order: z.enum(["at_once", "in_turn"]) });

const place = z.coerce.number().int().min(0).max(3);

/** Two of them change turns, by their places: 0 is the browser, 1 the first phone. */
export const ExchangeTurns = z.object({ place, other: place });

/** How calls reach a company's browsers: by Twilio's SDK, in LiveKit's rooms, or both. */
export type BrowserWays = { byTwilio: boolean; inRooms: boolean };

/** Of people who have chosen nothing. */
export const usualDevices: CallDevices = { rings_on: "phone", places_on: "phone" };

/**
 * The body of POST /api/softphone/presence: a browser, by an id it keeps, is registered, its page
 * is being left, or it takes no more calls.
 */
export const Presence = z.object({
  device: z.uuid("That isn't the id of a browser"),
  state: z.enum(["ready", "leaving", "gone"]),
});
export type Presence = z.infer<typeof Presence>;

const measured = z.number().min(0).max(60_000).nullable();
const Stretch = z.object({
  /** Seconds before now at which it began, and how long it is. */
  ago: z.int().min(0).max(900),
  seconds: z.int().min(1).max(30),
  mos: z.number().min(1).max(5).nullable(),
  /** Round trip and jitter in milliseconds; how much was lost, in percent. */
  rtt: measured,
  jitter: measured,
  lost: z.number().min(0).max(100).nullable(),
});
export type Stretch = z.infer<typeof Stretch>;

/**
 * The body of POST /api/softphone/quality: how one's leg sounded, `first` counting from 0. A leg in
 * a room is called as LiveKit calls its participant.
 */
export const Quality = z.object({
  callSid: z.string().regex(/^(CA[0-9a-f]{32}|PA_[A-Za-z0-9]{4,60})$/),
  first: z.int().min(0).max(10_000),
  stretches: z.array(Stretch).max(40),
  warnings: z.array(z.string().regex(/^[a-z-]{1,40}$/)).max(20),
  /** The page was closed or reloaded, which ended the leg. */
  pageClosed: z.boolean(),
});
export type Quality = z.infer<typeof Quality>;
