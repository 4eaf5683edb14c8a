import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { z } from "zod";
import { answerFailed } from "@/lib/voice/failed";
import type { Asking, Facts, Hook } from "@/lib/voice/hook";
import { keptLine } from "@/lib/voice/kept-line";
import { asking, telling } from "@/lib/voice/routes";
import { keepUnreadable } from "@/lib/voice/unreadable";
import { AppError } from "@/lib/core/errors";
import { type CallEvent, recordEvent, recordWhileWaiting } from "@/lib/record/event";
import type { Line } from "@/lib/lines/line";
import type { Reply } from "@/lib/twilio/reply";
import { renderTwiml, sorryTwiml, twimlReply } from "@/lib/voice/render";
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

export function askingWebhook(name: keyof typeof asking) {
  return twilioWebhook((hook) => answerAsking(name, asking[name], hook), { speaks: true });
}

/**
 * A webhook that somebody on the line waits for: read → recorded → decided → TwiML, within a second.
 * When the database is slower, the call goes on from the signed query and what is remembered, and the
 * event is recorded afterwards. An answer that cannot be made is a problem of its event, and the polite sentence is said instead.
 */
export async function answerAsking(
  name: keyof typeof asking,
  route: Asking,
  hook: Hook & { line: Line },
): Promise<Reply> {
  const event = await readOrKeep(name, hook, () => route.read(hook));
  if (!event) return twimlReply(sorryTwiml());
  const timeoutMs = hook.receivedAt.getTime() + answerWithinMs - Date.now();
  const answered = { ...event, answered_from: { line: keptLine(hook.line, hook.params) } };
  const render = (facts: Facts) => attempt(() => renderTwiml(route.decide(hook, facts)));
  const [facts, ready] = await Promise.all([
    recordWhileWaiting(hook.line.tenant_id, answered, timeoutMs),
    // A turn of the loop later a statement of this size is on its way.
    route.restsOnLineAlone ? turnOfTheLoop().then(() => render(null)) : null,
  ]);
  if (facts === null) throw unknownCall();
  const rendered = ready ?? render(facts === "late" ? null : facts);
  if ("twiml" in rendered) return twimlReply(rendered.twiml);
  answerFailed(hook.line.tenant_id, event, rendered.error);
  return twimlReply(sorryTwiml());
}

/** The document, or what kept it from being made. What is not ours is refused as ever. */
function attempt(render: () => string): { twiml: string } | { error: unknown } {
  try {
    return { twiml: render() };
  } catch (error) {
    if (error instanceof AppError) throw error;
    return { error };
  }
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
