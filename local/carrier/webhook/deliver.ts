import { randomUUID } from "node:crypto";
import type { Account } from "@/local/carrier/engine/account";
import { sleep } from "@/local/carrier/engine/clock";
import type { WebhookFacts } from "@/local/carrier/engine/faults";
import { type Answer, type Params, sendOnce } from "@/local/carrier/webhook/attempt";
import { type RetryPolicy, splitOverrides } from "@/local/carrier/webhook/overrides";

export type Delivery = {
  kind: WebhookFacts["kind"];
  url: string;
  method: "GET" | "POST";
  params: Params;
  callSid: string | null;
  /** The message it is about. */
  subject?: string;
  /** CallStatus, RecordingStatus or MessageStatus. */
  event: string | null;
};

const RETRY_PAUSE_MS = 1000;

/**
 * Sends a webhook the way its URL asks for, with the faults switched on for it, and gives the last
 * answer. Retries wait one second of the account's clock. Never throws.
 */
export async function deliver(account: Account, delivery: Delivery): Promise<Answer> {
  const facts = { ...delivery, url: splitOverrides(delivery.url).url };
  const token = randomUUID();
  const effect = account.faults.takeWebhook(facts, ["delay", "duplicate", "reorder", "drop"]);
  if (effect?.kind === "drop") {
    const lost: Answer = { kind: "ct", message: "dropped", url: facts.url };
    record(account, delivery, lost, { attempt: 1, milliseconds: 0, fault: "drop" });
    return lost;
  }
  if (effect?.kind === "delay") await sleep(account.clock, effect.seconds * 1000);
  if (effect?.kind === "reorder") await new Promise<void>((go) => account.delayed.push(go));
  const answer = await sendWithRetries(account, delivery, token, effect?.kind ?? null);
  if (effect?.kind === "duplicate") {
    for (let copy = 0; copy < effect.copies; copy++) {
      await sendWithRetries(account, delivery, token, "duplicate");
    }
  }
  account.emitAnswered(delivery.subject ?? delivery.callSid);
  if (effect?.kind !== "reorder") for (const go of account.delayed.splice(0)) go();
  return answer;
}

async function sendWithRetries(
  account: Account,
  delivery: Delivery,
  idempotencyToken: string,
  fault: string | null,
): Promise<Answer> {
  const { url, overrides } = splitOverrides(delivery.url);
  const facts = { ...delivery, url };
  let spentMs = 0;
  for (let attempt = 1; ; attempt++) {
    const effect = account.faults.takeWebhook(facts, ["respond", "hang"]);
    const started = performance.now();
    let answer: Answer;
    if (effect?.kind === "respond") {
      answer = { kind: "answered", status: effect.status, contentType: "", body: "", url };
    } else {
      answer = await account.inFlight.track(
        sendOnce({
          url,
          method: delivery.method,
          params: delivery.params,
          authToken: account.authToken,
          signsPort: delivery.kind === "message" || delivery.kind === "message-status",
          idempotencyToken,
          connectMs: overrides.connectMs,
          readMs: Math.min(overrides.readMs, Math.max(100, overrides.totalMs - spentMs)),
        }),
      );
      // The app has had its time to work; only its answer is taken away.
      if (effect?.kind === "hang") answer = { kind: "rt", message: "answer not read", url };
    }
    const milliseconds = Math.round(performance.now() - started);
    spentMs += milliseconds + RETRY_PAUSE_MS;
    record(account, delivery, answer, { attempt, milliseconds, fault: effect?.kind ?? fault });
    const again = reasonToRetry(answer);
    if (again === null || !overrides.policies.has(again)) return answer;
    if (attempt > overrides.retries || spentMs >= overrides.totalMs) return answer;
    await sleep(account.clock, RETRY_PAUSE_MS);
  }
}

function reasonToRetry(answer: Answer): RetryPolicy | null {
  if (answer.kind !== "answered") return answer.kind;
  if (answer.status >= 500) return "5xx";
  return answer.status >= 400 ? "4xx" : null;
}

function record(
  account: Account,
  delivery: Delivery,
  answer: Answer,
  facts: { attempt: number; milliseconds: number; fault: string | null },
): void {
  account.log({
    kind: "webhook",
    callSid: delivery.callSid,
    ...(delivery.subject !== undefined && { messageSid: delivery.subject }),
    purpose: delivery.kind,
    method: delivery.method,
    url: delivery.url,
    params: Object.fromEntries(delivery.params),
    status: answer.kind === "answered" ? answer.status : null,
    outcome: facts.fault === "drop" ? "dropped" : answer.kind,
    body: answer.kind === "answered" ? answer.body.slice(0, 20_000) : answer.message,
    ...facts,
  });
}
