import type { MessageEvent } from "@/lib/messages/event";
import type { Hook } from "@/lib/twilio/webhook";

/** A webhook about messages. `read` throws ZodError for a body it cannot parse. */
export type MessageHook = {
  read(hook: Hook): MessageEvent;
  /** Twilio may send back what is answered: an empty document sends nothing. */
  expectsTwiml?: true;
};
