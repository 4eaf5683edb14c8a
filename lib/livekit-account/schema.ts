import { z } from "zod";
import { sipTransports } from "@/lib/livekit/machine";
import { readLivekitUrl, readSipHost } from "@/lib/livekit-account/address";

/**
 * Where Twilio may send a call's SIP from:
 * https://www.twilio.com/docs/voice/twiml/sip#sip-uri-region
 */
export const sipRegions = ["us1", "us2", "ie1", "de1", "sg1", "jp1", "br1", "au1"] as const;

const secret = z
  .string()
  .trim()
  .max(300, { error: "This is too long for a secret" })
  .regex(/^[\x21-\x7e]*$/, { error: "A secret has no spaces or special characters" });

/** The form of the LiveKit account. An empty secret keeps the saved one, where there is one. */
export const livekitForm = (given: { isSaved: boolean; standIn?: string }) =>
  z.object({
    intent: z.enum(["check", "save"]),
    url: z.string().transform((typed, context) => {
      const read = readLivekitUrl(typed, given.standIn);
      if ("url" in read) return read.url;
      context.issues.push({ code: "custom", message: read.problem, input: typed });
      return z.NEVER;
    }),
    api_key: z
      .string()
      .trim()
      .min(1, { error: "Enter the API key" })
      .regex(/^[A-Za-z0-9_-]{0,100}$/, { error: "An API key has letters and digits only" }),
    api_secret: (given.isSaved ? secret : secret.min(1, { error: "Enter the API secret" }))
      .optional()
      .transform((typed) => typed || undefined),
    sip_host: z
      .string()
      .transform(readSipHost)
      .pipe(
        z.string().regex(/^([a-z0-9.-]{1,200}(:[0-9]{1,5})?)?$/, {
          error: "Enter a host such as vjnxecm0tjk.sip.livekit.cloud",
        }),
      )
      .transform((host) => host || null),
    region: z
      .enum(["", ...sipRegions], { error: "Choose one" })
      .transform((region) => region || null),
    transport: z.enum(sipTransports, { error: "Choose one" }),
  });

export type TypedLivekit = z.output<ReturnType<typeof livekitForm>>;

/** How calls reach the browser, and when silence ends them. A checkbox is only sent when on. */
export const ChooseWay = z.object({
  way: z.enum(["twilio", "livekit"], { error: "Choose one" }),
  has_programmable_sip: z
    .literal("on")
    .optional()
    .transform((on) => on === "on"),
  silence_seconds: z.preprocess(
    (typed) => (typed === "" ? null : Number(typed)),
    z.number().int().min(5).max(60, { error: "Choose 5 to 60 seconds" }).nullable(),
  ),
});
