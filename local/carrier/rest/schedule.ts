import { badRequest } from "@/local/carrier/rest/errors";

const SOONEST_MS = 300_000;
const LATEST_MS = 35 * 86_400_000;

/** When a message is to be sent; undefined for at once (https://www.twilio.com/docs/messaging/features/message-scheduling). */
export function sendAtOf(form: URLSearchParams, now: number): number | undefined {
  const text = form.get("SendAt");
  if (!form.get("ScheduleType")) return undefined;
  if (form.get("ScheduleType") !== "fixed") throw badRequest(20001, "ScheduleType must be fixed");
  if (!form.get("MessagingServiceSid")) {
    throw badRequest(35118, "MessagingServiceSid is required to schedule a message");
  }
  if (!text) throw badRequest(35111, "SendAt is required to schedule a message");
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw badRequest(20001, "SendAt is not a date");
  if (at < now + SOONEST_MS || at > now + LATEST_MS) {
    throw badRequest(35114, "SendAt must be from 300 seconds to 35 days in the future");
  }
  return at;
}
