import { z } from "zod";

const callsid = z.string();

const Message = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("listen"),
    payload: z.object({ token: z.string(), reconnectTimeout: z.number().min(0).optional() }),
  }),
  z.object({
    type: z.literal("register"),
    payload: z.object({ media: z.object({ audio: z.boolean() }) }),
  }),
  z.object({
    type: z.literal("invite"),
    payload: z.object({
      callsid,
      sdp: z.string(),
      reconnect: z.string().optional(),
      twilio: z.object({ params: z.string().optional() }).optional(),
    }),
  }),
  z.object({ type: z.literal("answer"), payload: z.object({ callsid, sdp: z.string() }) }),
  z.object({ type: z.literal("reject"), payload: z.object({ callsid }) }),
  z.object({
    type: z.literal("hangup"),
    payload: z.object({ callsid, message: z.string().optional() }),
  }),
  z.object({
    type: z.literal("dtmf"),
    payload: z.object({ callsid, dtmf: z.string().regex(/^[0-9*#ABCDw]+$/) }),
  }),
  z.object({ type: z.literal("reinvite"), payload: z.object({ callsid, sdp: z.string() }) }),
  z.object({
    type: z.literal("message"),
    payload: z.object({ callsid, voiceeventsid: z.string() }),
  }),
]);

/** What a browser says, by the protocol of Twilio's SDK 2.18 (version "1.6"). */
export type Message = z.infer<typeof Message>;

/** Null for what the protocol does not know. */
export function readMessage(text: string): Message | null {
  try {
    return Message.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The kinds of message that a browser understands. */
export type Notice =
  | "connected"
  | "ready"
  | "offline"
  | "invite"
  | "ringing"
  | "answer"
  | "cancel"
  | "hangup"
  | "error"
  | "ack"
  | "close";

/** One browser, as far as a leg needs it. */
export type Device = {
  send(type: Notice, payload: Record<string, unknown>): void;
  /** Its socket breaks without a word. */
  cut(): void;
};

export const ERRORS = {
  notAllowed: { code: 31201, message: "Authentication failed" },
  tokenInvalid: { code: 31204, message: "JWT is invalid" },
  tokenExpired: { code: 31205, message: "JWT Token Expired" },
  malformed: { code: 31100, message: "Malformed request" },
  declined: { code: 31002, message: "Connection declined" },
  callGone: { code: 31003, message: "The call is gone" },
  notFound: { code: 31404, message: "Not Found" },
} as const;
