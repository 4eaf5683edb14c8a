import "server-only";
import { cleanParagraphs } from "@/lib/core/text";
import { isUnavailable } from "@/lib/db/machine/connection";
import {
  type ComparedNumber,
  dueMessageComparison,
  finishMessageComparison,
} from "@/lib/messages/compare-machine";
import { incomingMessageId, type MessageEvent, recordMessageEvent } from "@/lib/messages/event";
import { sidsInUse } from "@/lib/messages/machine";
import { readOptOut } from "@/lib/messages/opt-out";
import { keepUnreadableFound } from "@/lib/messages/unreadable";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { openCredentials } from "@/lib/twilio/credentials";
import { listMessageMedia } from "@/lib/twilio/message-media";
import { type ReceivedMessage, receivedPages } from "@/lib/twilio/messages";
import { twilioFailure } from "@/lib/twilio/refusal";

/** What is younger is on its way to us, and left for the next time. */
const youngMs = 60_000;

/**
 * Compares Twilio's list of the texts that a tenant's numbers received with those here, and records
 * what no webhook reported, once, whoever else does so too.
 */
export async function compareMessages(
  tenantId: string,
  now: Date,
): Promise<Record<string, number>> {
  const due = await dueMessageComparison(tenantId, now);
  if (!due) return {};
  const credentials = openCredentials(tenantId, due);
  let found_texts = 0;
  try {
    for (const number of due.numbers) {
      found_texts += await compareNumber({ tenantId, credentials, number, now });
    }
  } catch (error) {
    if (isUnavailable(error)) throw error;
    const why = twilioFailure(error).message;
    console.error(`messages of tenant ${tenantId} could not be compared with Twilio:`, why);
    await finishMessageComparison(tenantId, now, true);
    return { unreachable: 1, found_texts };
  }
  await finishMessageComparison(tenantId, now, false);
  return { compared: 1, found_texts };
}

async function compareNumber({
  tenantId,
  credentials,
  number: { id, number, since },
  now,
}: {
  tenantId: string;
  credentials: TwilioCredentials;
  number: ComparedNumber;
  now: Date;
}): Promise<number> {
  const until = new Date(now.getTime() - youngMs);
  let found = 0;
  for await (const page of receivedPages(credentials, { to: number, since: new Date(since) })) {
    const settled = page.filter(({ dateCreated }) => dateCreated <= until);
    const known = await sidsInUse(
      tenantId,
      settled.map(({ sid }) => sid),
    );
    // The oldest first, as they came.
    for (const message of settled.filter(({ sid }) => !known.has(sid)).toReversed()) {
      const media = message.mediaCount > 0 ? await mediaOf(credentials, message.sid) : [];
      if (await recordOne(tenantId, () => foundEvent(tenantId, id, message, media), message)) {
        found += 1;
      }
    }
  }
  return found;
}

/** One that cannot be read is kept for whoever looks why, and holds up none of the others. */
async function recordOne(
  tenantId: string,
  read: () => MessageEvent,
  message: ReceivedMessage,
): Promise<boolean> {
  try {
    await recordMessageEvent(tenantId, read());
    return true;
  } catch (error) {
    if (isUnavailable(error)) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    await keepUnreadableFound(tenantId, message, problem);
    return false;
  }
}

/** The files of a message; none of one that was deleted at Twilio meanwhile. */
async function mediaOf(credentials: TwilioCredentials, sid: string) {
  try {
    return await listMessageMedia(credentials, sid);
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind === "refused" && failure.status === 404) return [];
    throw error;
  }
}

/** As its webhook would have had it (lib/messages/incoming.ts), at the time that Twilio says. */
function foundEvent(
  tenantId: string,
  phone_number_id: string,
  message: ReceivedMessage,
  media: { sid: string; content_type: string }[],
) {
  const { sid, from: customer, dateCreated } = message;
  const asked = readOptOut(message.body);
  return {
    type: "incoming" as const,
    dedupe_key: `rest.found:${sid}`,
    message_id: incomingMessageId(tenantId, sid),
    message_sid: sid,
    ...{ phone_number_id, customer, body: cleanParagraphs(message.body) },
    segments: message.segments ?? 1,
    media,
    ...(asked && { opt_out: asked.optOut, opt_out_source: asked.source }),
    occurred_at: dateCreated.toISOString(),
    data: message,
  };
}
