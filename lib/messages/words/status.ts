import { formatExact } from "@/lib/core/time";
import type { MessageStatus } from "@/lib/messages/event";

type Sent = {
  direction: string;
  status: MessageStatus;
  send_at: string | null;
  delivered_at: string | null;
};

/** How it is with a message that was sent, in a few words; "" for one that came in. */
export function statusWords(message: Sent, timeZone: string): string {
  if (message.direction === "inbound") return "";
  switch (message.status) {
    case "scheduled":
      return `Scheduled for ${formatExact(message.send_at ?? "", timeZone)}`;
    case "asking":
      return "Sending…";
    case "unknown":
      return "Not known yet whether Twilio took it";
    case "accepted":
    case "queued":
    case "sending":
      return "On its way";
    case "sent":
      return "Sent";
    case "canceled":
      return "Canceled";
    case "failed":
    case "undelivered":
      return "Not delivered";
    case "delivered":
      return "Delivered";
    case "read":
      return "Read";
    case "receiving":
    case "received":
      return "";
  }
}

export const hasFailed = ({ status }: { status: MessageStatus }) =>
  status === "failed" || status === "undelivered";

/** What an automatic reply is called where it stands. */
export const automaticNames: Record<string, string> = {
  away: "Automatic: outside hours",
  first_contact: "Automatic: first message",
  missed_call: "Automatic: missed call",
  keyword: "Automatic: keyword",
  any: "Automatic",
  booking: "Automatic: booking",
  booking_reminder: "Automatic: reminder",
};
