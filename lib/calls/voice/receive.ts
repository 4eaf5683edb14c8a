import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { z } from "zod";
import type { Asking, Facts, Hook } from "@/lib/calls/voice/hook";
import { keptLine } from "@/lib/calls/voice/kept-line";
import { asking, telling } from "@/lib/calls/voice/routes";
import { keepUnreadable } from "@/lib/calls/voice/unreadable";
import { AppError } from "@/lib/errors";
import { type CallEvent, recordEvent, recordWhileWaiting } from "@/lib/machine/events";
import { renderTwiml, sorryTwiml, twimlReply } from "@/lib/twilio/twiml";
import { answerWithinMs, twilioWebhook } from "@/lib/twilio/webhook";

const unknownCall = () => new AppError("not_found", "unknown_call", "Unknown call");

/** A webhook that only tells: read → recorded → 204. Without the database 503, which makes Twilio send it again. */
export function tellingWebhook(name: keyof typeof telling) {
  return twilioWebhook(
    async (hook) => {
      const event = await readOrKeep(name, hook, () => telling[name].read(hook));
      if (event && !(await recordEvent(hook.line.tenant_id, event))) throw unknownCall();
      return { status: 204 };
    },
    { speaks: false },
  );
}

/**
 * A webhook that somebody on the line waits for: read → recorded → decided → TwiML, within a second. When the database
 * is slower, the call goes on from the signed query and what is remembered, and the event is recorded afterwards.
 */
export function askingWebhook(name: keyof typeof asking) {
  const route: Asking = asking[name];
  return twilioWebhook(
    async (hook) => {
      const event = await readOrKeep(name, hook, () => route.read(hook));
      if (!event) return twimlReply(sorryTwiml());
      const patienceMs = hook.receivedAt.getTime() + answerWithinMs - Date.now();
      const answered = { ...event, answered_from: { line: keptLine(hook.line, hook.params) } };
      const render = (facts: Facts) => renderTwiml(route.decide(hook, facts));
      const [facts, ready] = await Promise.all([
        recordWhileWaiting(hook.line.tenant_id, answered, patienceMs),
        // A turn of the loop later a statement of this size is on its way.
        route.restsOnLineAlone ? turnOfTheLoop().then(() => render(null)) : null,
      ]);
      if (facts === null) throw unknownCall();
      return twimlReply(ready ?? render(facts === "late" ? null : facts));
    },
    { speaks: true },
  );
}

async function readOrKeep(
  name: string,
  hook: Hook,
  read: () => CallEvent,
): Promise<CallEvent | null> {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    if (!(await keepUnreadable(name, hook, z.prettifyError(error)))) throw unknownCall();
    return null;
  }
}
