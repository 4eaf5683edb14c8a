import { AppError } from "@/lib/core/errors";
import { cleanParagraphs } from "@/lib/core/text";
import { incomingMessageId } from "@/lib/messages/event";
import type { MessageHook } from "@/lib/messages/hook";
import { readOptOut } from "@/lib/messages/opt-out";
import { IncomingMessage } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import { fieldReader } from "@/lib/voice/hook";

const fields = fieldReader(IncomingMessage);

/** Somebody wrote to a number of the company: https://www.twilio.com/docs/messaging/guides/webhook-request */
export const incoming: MessageHook = {
  expectsTwiml: true,
  read(hook) {
    const event = fields(hook);
    const number = hook.line.numbers.find((own) => own.number === event.To);
    if (!number) throw new AppError("not_found", "unknown_number", "Unknown number");
    const asked = readOptOut(event.Body, event.OptOutType);
    return {
      type: "incoming",
      dedupe_key: `incoming:${event.MessageSid}`,
      message_id: incomingMessageId(hook.line.tenant_id, event.MessageSid),
      message_sid: event.MessageSid,
      phone_number_id: number.id,
      customer: event.From,
      body: cleanParagraphs(event.Body),
      segments: event.NumSegments,
      media: mediaOf(hook, event.NumMedia),
      ...(asked && { opt_out: asked.optOut, opt_out_source: asked.source }),
      occurred_at: hook.receivedAt.toISOString(),
      query: hook.query.toString(),
      data: hook.params,
    };
  },
};

/** The SID in a file's URL: the host of it is not believed. */
function mediaOf({ params }: Hook, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const [url, type] = [params[`MediaUrl${index}`], params[`MediaContentType${index}`]];
    const sid = typeof url === "string" ? /\/Media\/(ME[0-9a-f]{32})$/.exec(url)?.[1] : undefined;
    if (!sid) return [];
    const content_type = typeof type === "string" ? type.slice(0, 100).toLowerCase() : "";
    return [{ sid, content_type: content_type || "application/octet-stream" }];
  }).flat();
}
