import { z } from "zod";
import { Flow } from "@/local/carrier/engine/flow";
import { type Member, type Queue, queueNamed } from "@/local/carrier/engine/queues";
import { playWhileWaiting, type WaitSound, waitSound } from "@/local/carrier/engine/wait";
import { method, resolveUrl, text, url } from "@/local/carrier/twiml/attributes";
import { textOf } from "@/local/carrier/twiml/element";
import { defineVerb, type Step } from "@/local/carrier/twiml/verb";
import { report } from "@/local/carrier/verbs/action";

type Result =
  | "bridged"
  | "error"
  | "hangup"
  | "leave"
  | "redirected"
  | "redirected-from-bridged"
  | "queue-full";

/**
 * Lets the caller wait until somebody dials the queue, they leave, or they hang up
 * (https://www.twilio.com/docs/voice/twiml/enqueue).
 */
export const enqueue = defineVerb({
  name: "Enqueue",
  attributes: z.object({
    action: url(),
    method: method(),
    waitUrl: text(),
    waitUrlMethod: method(),
  }),
  ignored: ["workflowSid"],
  scopes: ["main"],
  async run(step, attributes) {
    const { flow, document, element } = step;
    const { account } = flow.call;
    const queue = queueNamed(account, textOf(element));
    const sound = waitSound(attributes.waitUrl, attributes.waitUrlMethod, document.url);
    const enqueuedAt = account.clock.now();
    let seconds = 0;
    let result: Result = "queue-full";
    if (!queue.isFull) ({ result, seconds } = await wait(step, queue, sound, enqueuedAt));
    return await report(flow, {
      url: attributes.action && resolveUrl(attributes.action, document.url),
      method: attributes.method,
      params: [
        ["QueueResult", result],
        ...(result === "queue-full"
          ? []
          : ([
              ["QueueSid", queue.sid],
              ["QueueTime", String(seconds)],
            ] satisfies [string, string][])),
      ],
      isOwedWhenRedirected: true,
    });
  },
});

async function wait(
  { flow, runFlow }: Step,
  queue: Queue,
  sound: WaitSound,
  enqueuedAt: number,
): Promise<{ result: Result; seconds: number }> {
  const { call } = flow;
  const waiting = new Flow(call, { fallback: null, scope: "wait", within: flow });
  let talked: Promise<unknown> | null = null;
  const member: Member = {
    flow,
    enqueuedAt,
    take(talk) {
      talked = talk;
      waiting.stop();
    },
  };
  queue.join(member);
  const ending = await playWhileWaiting(waiting, sound, {
    repeats: true,
    runFlow,
    params: () => [
      ["QueueSid", queue.sid],
      ["QueuePosition", String(queue.members.indexOf(member) + 1)],
      ["QueueTime", String(queue.waited(member))],
      ["AvgQueueTime", String(queue.averageWait)],
      ["CurrentQueueSize", String(queue.members.length)],
      ["MaxQueueSize", String(queue.maxSize)],
    ],
  });
  const seconds = queue.waited(member);
  queue.leave(member);
  if (ending === "left") return { result: "leave", seconds };
  if (ending === "error") return { result: "error", seconds };
  if (ending === "hangup") call.end("completed");
  await talked;
  const isRedirected = flow.signal.aborted && !call.isOver;
  if (talked) return { result: isRedirected ? "redirected-from-bridged" : "bridged", seconds };
  return { result: isRedirected ? "redirected" : "hangup", seconds };
}
