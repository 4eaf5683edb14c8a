import "server-only";
import { cleanParagraphs } from "@/lib/core/text";
import { isUnavailable } from "@/lib/db/machine/connection";
import {
  type ComparedNumber,
  dueMessageComparison,
  finishMessageComparison,
} from "@/lib/messages/compare-machine";
import { incomingMessageId, recordMessageEvent } from "@/lib/messages/event";
import { sidsInUse } from "@/lib/messages/machine";
import { readOptOut } from "@/lib/messages/opt-out";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { openCredentials } from "@/lib/twilio/credentials";
import { listMessageMedia } from "@/lib/twilio/message-media";
import { receivedPages, type TwilioMessage } from "@/lib/twilio/messages";
import { twilioFailure } from "@/lib/twilio/refusal";

/** What is younger is on its way to us, and left for the next time. */
const youngMs = 60_000;

/**
 * Compares Twilio's list of the texts that a tenant's numbers received with those here, and records
 * what no webhook told, once, whoever else does so too.
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
      await recordMessageEvent(tenantId, await foundEvent(tenantId, credentials, id, message));
      found += 1;
    }
  }
  return found;
}

/** As its webhook would have had it (lib/messages/incoming.ts), at the time that Twilio says. */
async function foundEvent(
  tenantId: string,
  credentials: TwilioCredentials,
  phone_number_id: string,
  message: TwilioMessage,
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
    media: message.mediaCount > 0 ? await listMessageMedia(credentials, sid) : [],
    ...(asked && { opt_out: asked.optOut, opt_out_source: asked.source }),
    occurred_at: dateCreated.toISOString(),
    data: message,
  };
}
