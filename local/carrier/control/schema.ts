import { z } from "zod";
import { TEXTINGS } from "@/local/carrier/engine/messages/message";
import { LANGUAGES } from "@/local/voice/voices";

export const PhoneSchema = z.string().regex(/^\+[1-9]\d{6,14}$/, "must be an E.164 number");
/** A phone's number, or the address of a browser's or a SIP phone. */
export const AddressSchema = z
  .string()
  .regex(
    /^(\+[1-9]\d{6,14}|client:\S{1,256}|sips?:\S+)$/,
    "must be an E.164 number, or an address such as client:ana or sip:ana@example.com",
  );
const seconds = z.number().min(0).max(31_536_000);
const status = z.enum([
  "queued",
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "failed",
  "no-answer",
  "canceled",
]);
const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-f]{32}$`));

export const AccountSpecSchema = z.object({
  sid: sid("AC").optional(),
  authToken: z.string().min(1).optional(),
  friendlyName: z.string(),
  clock: z.enum(["real", "virtual"]),
  startsAt: z.iso.datetime().optional(),
  options: z
    .object({
      whisperHangupReports: z.enum(["completed", "no-answer"]),
      abandonReports: z.enum(["canceled", "no-answer"]),
      recordingStarts: z.enum(["bridge", "answer"]),
      unregisteredClientReports: z.enum(["no-answer", "failed", "busy"]),
      rejectedClientReports: z.enum(["busy", "no-answer"]),
      handsetsSound: z.enum(["tone", "voice"]),
      hasAdvancedOptOut: z.boolean(),
      noTextsTo: z.array(z.string().regex(/^[A-Z]{2}$/)),
      isSuspended: z.boolean(),
    })
    .partial()
    .optional(),
  numbers: z.array(
    z.object({
      phoneNumber: PhoneSchema,
      friendlyName: z.string().optional(),
      voiceUrl: z.string().optional(),
      statusCallback: z.string().optional(),
      smsUrl: z.string().optional(),
      voiceApplicationSid: z.string().optional(),
      trunkSid: z.string().optional(),
    }),
  ),
  applications: z
    .array(z.object({ sid: sid("AP"), friendlyName: z.string(), voiceUrl: z.string().optional() }))
    .optional(),
  addresses: z
    .array(
      z.object({
        friendlyName: z.string(),
        customerName: z.string(),
        street: z.string(),
        city: z.string(),
        region: z.string().optional(),
        postalCode: z.string(),
        isoCountry: z.string().length(2),
      }),
    )
    .optional(),
  bundles: z
    .array(
      z.object({
        friendlyName: z.string(),
        isoCountry: z.string().length(2),
        numberType: z.enum(["local", "mobile", "toll-free"]),
        status: z.enum([
          "draft",
          "pending-review",
          "in-review",
          "twilio-rejected",
          "twilio-approved",
          "provisionally-approved",
        ]),
      }),
    )
    .optional(),
  handsets: z.array(z.object({ phoneNumber: AddressSchema, label: z.string() })).optional(),
});

export const HandsetScriptSchema = z.discriminatedUnion("behaviour", [
  z.object({ behaviour: z.literal("manual") }),
  z.object({
    behaviour: z.literal("answers"),
    afterSeconds: seconds,
    press: z
      .array(
        z.union([
          z.object({ digits: z.string(), afterSeconds: seconds }),
          z.object({ digits: z.string(), whenGathering: z.literal(true) }),
        ]),
      )
      .optional(),
    hangupAfterSeconds: seconds.optional(),
  }),
  z.object({ behaviour: z.literal("busy") }),
  z.object({ behaviour: z.literal("no-answer") }),
  z.object({ behaviour: z.literal("declines"), afterSeconds: seconds }),
  z.object({
    behaviour: z.literal("voicemail"),
    pickupAfterSeconds: seconds,
    hangupAfterSeconds: seconds.optional(),
  }),
  z.object({ behaviour: z.literal("failed") }),
]);

const howOften = {
  times: z.number().int().positive().optional(),
  share: z.number().min(0).max(1).optional(),
  seed: z.string().optional(),
};

export const FaultRuleSchema = z.union([
  z.object({
    ...howOften,
    match: z
      .object({
        path: z.string(),
        event: z.string(),
        callSid: z.string(),
        messageSid: z.string(),
        kind: z.enum(["twiml", "status", "recording", "stream", "message", "message-status"]),
      })
      .partial()
      .optional(),
    effect: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("delay"), seconds }),
      z.object({ kind: z.literal("duplicate"), copies: z.number().int().positive() }),
      z.object({ kind: z.literal("reorder") }),
      z.object({ kind: z.literal("drop") }),
      z.object({ kind: z.literal("respond"), status: z.number().int().min(100).max(599) }),
      z.object({ kind: z.literal("hang") }),
    ]),
  }),
  z.object({
    ...howOften,
    api: z.union([
      z.enum(["down", "lose-answer", "late-answer", "hang"]),
      z.object({
        error: z.object({ status: z.number().int(), code: z.number().int(), message: z.string() }),
        carriedOut: z.boolean().optional(),
      }),
    ]),
    match: z.object({ path: z.string(), method: z.string() }).partial().optional(),
  }),
]);

export const HistorySchema = z.array(
  z.object({
    sid: sid("CA"),
    parentCallSid: sid("CA").optional(),
    from: z.string(),
    to: z.string(),
    direction: z.enum(["inbound", "outbound-api", "outbound-dial"]),
    status,
    startTime: z.iso.datetime(),
    endTime: z.iso.datetime(),
    durationSeconds: z.number().int().min(0),
    price: z.string().nullable(),
    recording: z
      .object({
        sid: sid("RE"),
        durationSeconds: z.number().int().positive(),
        channels: z.union([z.literal(1), z.literal(2)]).optional(),
      })
      .optional(),
  }),
);

const FileSchema = z.object({
  contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  base64: z.base64(),
});
const FilesSchema = z.array(FileSchema).max(10);

export const MessageHistorySchema = z.array(
  z.object({
    sid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/),
    from: z.string(),
    to: z.string(),
    direction: z.enum(["inbound", "outbound-api", "outbound-reply"]),
    status: z.enum(["sent", "delivered", "undelivered", "failed", "received"]),
    body: z.string(),
    at: z.iso.datetime(),
    errorCode: z.number().int().optional(),
    media: FilesSchema.optional(),
  }),
);

export const ActionSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("answer") }),
  z.object({ action: z.literal("decline") }),
  z.object({ action: z.literal("hangup") }),
  z.object({ action: z.literal("press"), digits: z.string().regex(/^[0-9*#ABCDw]+$/) }),
  z.object({ action: z.literal("speak"), seconds }),
  z.object({
    action: z.literal("say"),
    text: z.string().trim().min(1).max(300),
    language: z.enum(LANGUAGES).default("en"),
  }),
  z.object({
    action: z.literal("listen"),
    silenceMs: z.number().int().min(20).max(60_000).default(1000),
    voiceMs: z.number().int().min(20).max(60_000).optional(),
    maxMs: z.number().int().min(20).max(120_000).default(20_000),
  }),
  z.object({
    action: z.literal("dial"),
    to: z.string().min(1),
    callerId: z.string().min(1).optional(),
    forwardedFrom: PhoneSchema.optional(),
    stirVerstat: z.string().min(1).max(60).optional(),
  }),
  z.object({
    action: z.literal("connect"),
    applicationSid: sid("AP").optional(),
    params: z.record(z.string(), z.string()).optional(),
  }),
]);

export const TextSchema = z.object({
  to: z.string().min(1),
  body: z.string().default(""),
  media: FilesSchema.default([]),
});
export const TextingSchema = z.object({ texting: z.enum(TEXTINGS) });

export const SecondsSchema = z.object({ seconds });
export const IdleSchema = z.object({ maxSeconds: seconds.optional() });
export const OfferSchema = z.object({ sdp: z.string().min(1).max(100_000) });
