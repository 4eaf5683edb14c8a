import "server-only";
import { AppError } from "@/lib/core/errors";
import { mediaUrl } from "@/lib/files/link";
import { type MessageStatus, recordMessageEvent } from "@/lib/messages/event";
import type { ToSend } from "@/lib/messages/machine";
import { inactiveSentence } from "@/lib/messages/words/failure";
import { openCredentials } from "@/lib/twilio/credentials";
import { createMessage } from "@/lib/twilio/messages";
import { checkAccount } from "@/lib/twilio/numbers";
import { twilioFailure } from "@/lib/twilio/refusal";
import { messageUrl } from "@/lib/twilio/urls";

/** What came of asking Twilio, as an event without what every event has. */
type Outcome = {
  type: "rest.create" | "rest.error" | "rest.lost";
  status: MessageStatus;
  message_sid?: string;
  segments?: number;
  error_code?: number;
  error_message?: string;
  data: unknown;
};

/**
 * Asks Twilio once to send a message whose row is written, and records what came of it: taken,
 * refused, or an answer that was lost, which leaves it to a job (lib/messages/check.ts). Never
 * throws because of Twilio or the database.
 */
export async function deliver(message: ToSend): Promise<void> {
  const { tenant_id: tenantId, message_id: id, from_number: from, to, body, media } = message;
  const outcome = await ask(message, {
    ...{ from, to, body },
    mediaUrl: media.map((file) => mediaUrl(tenantId, file, new Date())),
    statusCallback: messageUrl("status", { message: id }),
  });
  await noteOutcome(tenantId, id, outcome);
}

/** Records why a message is not sent after all. */
export async function noteRefused(
  message: Pick<ToSend, "tenant_id" | "message_id">,
  sentence: string,
): Promise<void> {
  await noteOutcome(message.tenant_id, message.message_id, {
    type: "rest.error",
    status: "failed",
    error_message: sentence,
    data: { refused: sentence },
  });
}

async function ask(
  message: ToSend,
  request: Parameters<typeof createMessage>[1],
): Promise<Outcome> {
  try {
    const credentials = openCredentials(message.tenant_id, message);
    const taken = await createMessage(credentials, request);
    const { sid, status, segments, errorCode } = taken;
    return {
      ...{ type: "rest.create", message_sid: sid, status, data: taken },
      ...(segments !== null && { segments }),
      ...(errorCode !== null && { error_code: errorCode }),
    };
  } catch (error) {
    return (await ofInactive(message, error)) ?? failed(error);
  }
}

/** Twilio answers alike for a wrong token and for an account that is not paid. */
async function ofInactive(message: ToSend, error: unknown): Promise<Outcome | null> {
  if (error instanceof AppError) return null;
  const failure = twilioFailure(error);
  if (failure.kind !== "refused" || (failure.status !== 401 && failure.code !== 20003)) return null;
  const credentials = openCredentials(message.tenant_id, message);
  const account = await checkAccount(credentials).catch(() => null);
  if (account?.kind !== "inactive") return null;
  return {
    ...{ type: "rest.error", status: "failed", data: { failure, account } },
    error_message: inactiveSentence(account.status),
  };
}

function failed(error: unknown): Outcome {
  const no = { type: "rest.error", status: "failed" } as const;
  if (error instanceof AppError) {
    return { ...no, error_message: error.message, data: { failure: error.message } };
  }
  const failure = twilioFailure(error);
  const data = { failure };
  switch (failure.kind) {
    case "refused":
      return { ...no, error_code: failure.code, data };
    case "not_sent":
      return { ...no, error_message: "Twilio couldn't be reached. Send it again.", data };
    case "unknown":
      return { type: "rest.lost", status: "unknown", data };
  }
}

/** Twilio may have taken it: if this is lost too, its webhooks and the job say so. */
async function noteOutcome(tenantId: string, id: string, outcome: Outcome): Promise<void> {
  const event = {
    ...outcome,
    message_id: id,
    dedupe_key: `${outcome.type}:${id}`,
    occurred_at: new Date().toISOString(),
  };
  await recordMessageEvent(tenantId, event).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : error;
    console.error(`what Twilio said of message ${id} could not be noted:`, why);
  });
}
