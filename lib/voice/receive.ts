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

/** What is done once it is reported that somebody of a call has come or gone. */
export type AfterReport = {
  /** Looks after its people. */
  tend(tenantId: string, callId: string): Promise<void>;
  /** Ends legs that ring whoever has taken the call on another. */
  stopTwins(line: Line, callId: string, twins: readonly string[]): Promise<void>;
};

/**
 * Handles a voice webhook. One that only reports is read → recorded → 204, or 503 without the
 * database, so that Twilio sends it again; what is to be done `after` comes then. One with a caller
 * waiting: `answerAsking`.
 */
export function voiceRoute(
  name: string,
  webhook: Asking | Reporting,
  after: AfterReport,
): ApiRoute {
  if (isAsking(webhook)) {
    return twilioWebhook((hook) => answerAsking(name, webhook, hook), { speaks: true });
  }
  return twilioWebhook(
    async (hook) => {
      const event = await readOrKeep(name, hook, () => webhook.read(hook));
      if (!event) return { status: 204 };
      const standing = await recordEvent(hook.line.tenant_id, event);
      if (!standing) throw unknownCall();
      const { line } = hook;
      const { call_id } = event;
      const { is_controlled, twins } = standing;
      if (is_controlled) await done(call_id, () => after.tend(line.tenant_id, call_id));
      if (twins.length > 0) await done(call_id, () => after.stopTwins(line, call_id, twins));
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

/** What fails now is tried again with the next report of the call, and for most by a job. */
async function done(callId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
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
