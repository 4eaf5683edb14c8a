import { z } from "zod";

/**
 * What the other side may send
 * (https://www.twilio.com/docs/voice/media-streams/websocket-messages).
 */
export const FromServer = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("media"),
    streamSid: z.string(),
    media: z.object({ payload: z.base64() }),
  }),
  z.object({
    event: z.literal("mark"),
    streamSid: z.string(),
    mark: z.object({ name: z.string().min(1) }),
  }),
  z.object({ event: z.literal("clear"), streamSid: z.string() }),
]);

export function readMessage(text: string): z.infer<typeof FromServer> | null {
  try {
    return FromServer.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
