import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { Line } from "@/lib/lines/line";
import { type CallEvent, recordEvent, recordWhileWaiting } from "@/lib/record/event";
import { type ApiRoute, type Reply, sorryReply, twimlReply } from "@/lib/twilio/reply";
import { answerWithinMs, type Hook, twilioWebhook } from "@/lib/twilio/webhook";
import { answerFailed } from "@/lib/voice/failed";
import type { Asking, Facts, Reporting } from "@/lib/voice/hook";
import { keptLine } from "@/lib/voice/kept-line";
import { isAsking } from "@/lib/voice/registry";
import { renderTwiml } from "@/lib/voice/render";
import { keepUnreadable } from "@/lib/voice/unreadable";

const unknownCall = () => new AppError("not_found", "unknown_call", "Unknown call");

/**
 * The route of a voice webhook. One that only reports: read → recorded → 204; without the database
 * 503, which makes Twilio send it again. One that somebody waits for: `answerAsking`.
 */
export function voiceRoute(name: string, webhook: Asking | Reporting): ApiRoute {
  if (isAsking(webhook)) {
    return twilioWebhook((hook) => answerAsking(name, webhook, hook), { speaks: true });
  }
  return twilioWebhook(
    async (hook) => {
      const event = await readOrKeep(name, hook, () => webhook.read(hook));
      if (event && !(await recordEvent(hook.line.tenant_id, event))) throw unknownCall();
      return { status: 204 };
    },
    { speaks: false },
  );
}

/**
 * A webhook that somebody on the line waits for: read → recorded → decided → TwiML, within a
 * second. When the database is slower, the call goes on from the signed query and what is
 * remembered, and the event is recorded afterwards. An answer that cannot be made is a problem of
 * its event, and the polite sentence is said instead.
 */
export async function answerAsking(
  name: string,
  route: Asking,
  hook: Hook & { line: Line },
): Promise<Reply> {
  const event = await readOrKeep(name, hook, () => route.read(hook));
  if (!event) return sorryReply();
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
  return sorryReply();
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
