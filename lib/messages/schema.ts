import { z } from "zod";
import { cleanParagraphs, isVisible } from "@/lib/core/text";
import { isZone, momentOf } from "@/lib/core/time";

/** Twilio's: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export const maxBody = 1_600;
export const maxMedia = 10;

/**
 * The body of POST /api/messages. `to` is anything people type; `from` is a number of the company,
 * as typed or its id; `mediaIds` are of POST /api/messages/media; `sendAt` is ISO 8601.
 */
export const SendMessage = z
  .object({
    to: z
      .string({ error: "Enter a number." })
      .trim()
      .min(1, "Enter a number.")
      .max(40, "That's too long for a number"),
    body: z
      .string({ error: "Write a message." })
      .overwrite(cleanParagraphs)
      .max(maxBody, `A message has at most ${maxBody.toLocaleString("en-US")} characters.`)
      .default(""),
    mediaIds: z
      .array(z.uuid("That isn't a file's id"), { error: "mediaIds must be a list" })
      .max(maxMedia, `A message has at most ${maxMedia} files.`)
      .default([]),
    contactId: z.uuid("That isn't a contact's id").optional(),
    from: z
      .string({ error: "Enter the number to text from." })
      .trim()
      .min(1, "Enter the number to text from.")
      .max(40, "That's too long for a number")
      .optional(),
    sendAt: z.iso
      .datetime({ offset: true, error: "That isn't a time." })
      .transform((time) => new Date(time))
      .optional(),
  })
  .superRefine(({ body, mediaIds }, context) => {
    if (isVisible(body) || mediaIds.length > 0) return;
    context.addIssue({ code: "custom", path: ["body"], message: "Write a message." });
  });

export type SendMessage = z.output<typeof SendMessage>;

/** A time on the clock of a zone; what is none is left for the schema to refuse. */
function sendAtOf({ sendClock, zone }: { sendClock: string; zone: string }) {
  return { sendAt: (isZone(zone) && momentOf(sendClock, zone)) || "none" };
}

const none = (value: unknown) => (value === "" ? undefined : value);

/** The composer's form: what is left empty is not said. */
export const SendForm = z.preprocess(
  (form) => {
    const fields = z.record(z.string(), z.unknown()).parse(form);
    const { mediaIds } = fields;
    const list = mediaIds === undefined ? [] : [mediaIds].flat();
    const clock = z.object({ sendClock: z.string(), zone: z.string() }).safeParse(fields);
    const own = Object.entries(fields).map(([name, value]) => [name, none(value)]);
    const later = clock.success && sendAtOf(clock.data);
    return { ...Object.fromEntries(own), ...later, mediaIds: list };
  },
  SendMessage.and(z.object({ key: z.string().regex(/^[\w-]{1,64}$/) })),
);

export const OneThread = z.object({ id: z.uuid() });
export const CloseThread = z.object({ id: z.uuid(), closed: z.stringbool() });
/** `person` is "" for nobody. */
export const AssignThread = z.object({
  id: z.uuid(),
  person: z.preprocess((value) => value || null, z.uuid().nullable()),
});
export const OneMessage = z.object({ id: z.uuid() });

/** A scheduled message's new text; `was` is what it was when it was opened. */
export const ChangeMessage = z.object({
  id: z.uuid(),
  was: z.string().max(5_000),
  body: z
    .string({ error: "Write a message." })
    .overwrite(cleanParagraphs)
    .min(1, "Write a message.")
    .max(maxBody, `A message has at most ${maxBody.toLocaleString("en-US")} characters.`),
});
