import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { Line } from "@/lib/lines/line";
import { type CallEvent, recordEvent, recordWhileWaiting } from "@/lib/record/event";
import { type ApiRoute, type Reply, sorryReply, twimlReply } from "@/lib/twilio/reply";
import { answerWithinMs, type Hook, twilioWebhook } from "@/lib/twilio/webhook";
import { expectTalk } from "@/lib/voice/expect-talk";
import { answerFailed } from "@/lib/voice/failed";
import { findFollowed, followedBy } from "@/lib/voice/follow";
import type { Asking, Facts, Reporting } from "@/lib/voice/hook";
import { keptLine } from "@/lib/voice/kept-line";
import { isAsking } from "@/lib/voice/registry";
import { renderTwiml } from "@/lib/voice/render";
import { keepUnreadable } from "@/lib/voice/unreadable";

const unknownCall = () => new AppError("not_found", "unknown_call", "Unknown call");

/** Looks after the people of a call when one of them has come or gone. */
type Tend = (tenantId: string, callId: string) => Promise<void>;

/**
 * Handles a voice webhook. One that only reports is read → recorded → 204, or 503 without the
 * database, so that Twilio sends it again; a call that people have asked something of is then
 * looked after. One with a caller waiting: `answerAsking`.
 */
export function voiceRoute(name: string, webhook: Asking | Reporting, tend: Tend): ApiRoute {
  if (isAsking(webhook)) {
    return twilioWebhook((hook) => answerAsking(name, webhook, hook), { speaks: true });
  }
  return twilioWebhook(
    async (hook) => {
      const event = await readOrKeep(name, hook, () => webhook.read(hook));
      if (!event) return { status: 204 };
      const standing = await recordEvent(hook.line.tenant_id, event);
      if (!standing) throw unknownCall();
      if (standing.is_controlled) await tended(tend, hook.line.tenant_id, event.call_id);
      return { status: 204 };
    },
    { speaks: false },
  );
}

/**
 * A webhook with a caller waiting: read → recorded → decided → TwiML, within a second. If the
 * database is slower, the call continues from the signed query and the cache, and the event is
 * recorded afterwards. If no answer can be rendered, its event gets a problem and the caller hears
 * the polite sentence.
 */
export async function answerAsking(
  name: string,
  route: Asking,
  hook: Hook & { line: Line },
): Promise<Reply> {
  const aside = await route.aside?.(hook);
  if (aside) return twimlReply(renderTwiml(aside));
  await findFollowed(hook, answerWithinMs / 2);
  const event = await readOrKeep(name, hook, () => route.read(hook));
  if (!event) return sorryReply();
  const timeoutMs = hook.receivedAt.getTime() + answerWithinMs - Date.now();
  const missing_audio = [...(followedBy(hook)?.missing ?? [])];
  const answered = {
    ...event,
    answered_from: {
      line: keptLine(hook.line, hook.params),
      ...(missing_audio.length > 0 && { missing_audio }),
    },
  };
  const render = (facts: Facts) =>
    attempt(() => {
      const decision = route.decide(hook, facts);
      expectTalk(decision);
      return renderTwiml(decision);
    });
  const [facts, ready] = await Promise.all([
    recordWhileWaiting(hook.line.tenant_id, answered, timeoutMs),
    // One turn of the event loop later, a statement of this size has been sent.
    route.restsOnLineAlone?.(hook) ? turnOfTheLoop().then(() => render(null)) : null,
  ]);
  if (facts === null) throw unknownCall();
  const rendered = ready ?? render(facts === "late" ? null : facts);
  if ("twiml" in rendered) return twimlReply(rendered.twiml);
  answerFailed(hook.line.tenant_id, event, rendered.error);
  return sorryReply();
}

/** What fails now is tried again by a job: the webhook itself is recorded. */
async function tended(tend: Tend, tenantId: string, callId: string): Promise<void> {
  try {
    await tend(tenantId, callId);
  } catch (error) {
    console.error(`call ${callId} was not looked after:`, error);
  }
}

/** The TwiML, or the error of rendering it. Errors of the request are thrown as usual. */
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
