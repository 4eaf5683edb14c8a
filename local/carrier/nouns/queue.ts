import { z } from "zod";
import { talk } from "@/local/carrier/engine/bridge";
import { type DialResult, NOT_DIALLED } from "@/local/carrier/engine/dial-plan";
import { Flow } from "@/local/carrier/engine/flow";
import { type Member, type Queue, queuesOf } from "@/local/carrier/engine/queues";
import { method, resolveUrl, url } from "@/local/carrier/twiml/attributes";
import { textOf } from "@/local/carrier/twiml/element";
import { defineNoun, type Visit } from "@/local/carrier/twiml/noun";
import type { Source } from "@/local/carrier/twiml/source";

/** Connects with the first caller of a queue (https://www.twilio.com/docs/voice/twiml/queue). */
export const queue = defineNoun({
  name: "Queue",
  attributes: z.object({ url: url(), method: method() }),
  ignored: ["reservationSid", "postWorkActivitySid"],
  read({ element, call, document }, attributes) {
    const announce = attributes.url
      ? { url: resolveUrl(attributes.url, document.url), method: attributes.method }
      : null;
    return {
      kind: "space",
      async enter(visit) {
        const found = queuesOf(call.account).get(textOf(element));
        if (!found) {
          call.warn(13000, "Dial: there is no such queue");
          return NOT_DIALLED;
        }
        const member = await found.next(visit.timeoutMs, visit.flow.signal);
        if (!member) return { ...NOT_DIALLED, status: "no-answer" };
        return await take(found, member, visit, announce);
      },
    };
  },
});

async function take(
  found: Queue,
  member: Member,
  visit: Visit,
  announce: Pick<Extract<Source, { url: string; method: unknown }>, "url" | "method"> | null,
): Promise<DialResult> {
  const { flow, runFlow } = visit;
  const { call } = member.flow;
  const talking = announced().then((isReady) => {
    if (!isReady) return 0;
    flow.call.answer();
    return talk(member.flow, flow, visit);
  });
  member.take(talking);
  const seconds = await talking;
  return {
    status: "completed",
    child: { sid: call.sid, seconds },
    isBridged: seconds > 0,
    recordingSid: null,
  };

  /** Connects the queued caller with who comes; false when either has left. */
  async function announced(): Promise<boolean> {
    if (!announce) return true;
    const scope = { fallback: null, scope: "whisper", within: member.flow } as const;
    await runFlow(new Flow(call, scope), {
      ...announce,
      params: [
        ["QueueSid", found.sid],
        ["QueueTime", String(found.waited(member))],
        ["DequeingCallSid", flow.call.sid],
      ],
    });
    return !member.flow.signal.aborted && !flow.signal.aborted;
  }
}
