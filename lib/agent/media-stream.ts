import { z } from "zod";

/** What Twilio sends: https://www.twilio.com/docs/voice/media-streams/websocket-messages */
export const FromTwilio = z.discriminatedUnion("event", [
  z.object({ event: z.literal("connected") }),
  z.object({
    event: z.literal("start"),
    start: z.object({
      streamSid: z.string().max(64),
      accountSid: z.string().max(64),
      callSid: z.string().max(64),
      customParameters: z.record(z.string(), z.string()).default({}),
      mediaFormat: z.object({ encoding: z.string(), sampleRate: z.coerce.number() }),
    }),
  }),
  z.object({
    event: z.literal("media"),
    media: z.object({ timestamp: z.coerce.number(), payload: z.string().max(20_000) }),
  }),
  z.object({ event: z.literal("mark"), mark: z.object({ name: z.string().max(100) }) }),
  z.object({ event: z.literal("dtmf"), dtmf: z.object({ digit: z.string().max(1) }) }),
  z.object({ event: z.literal("stop") }),
]);
export type FromTwilio = z.output<typeof FromTwilio>;

/** Null for what is not one of them. */
export function readFromTwilio(text: string): FromTwilio | null {
  try {
    return FromTwilio.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** What is sent to it, without the stream's SID. */
export type ToTwilio =
  | { event: "media"; media: { payload: string } }
  | { event: "mark"; mark: { name: string } }
  | { event: "clear" };
