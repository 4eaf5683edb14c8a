import "server-only";
import type { MessageInstance } from "twilio/lib/rest/api/v2010/account/message";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";
import { MessageStatusWord } from "@/lib/twilio/schema";

/** The fields we use of Twilio's Message resource: https://www.twilio.com/docs/messaging/api/message-resource */
export type TwilioMessage = {
  sid: string;
  status: MessageStatusWord;
  direction: string;
  from: string;
  to: string;
  body: string;
  segments: number | null;
  price: string | null;
  priceUnit: string | null;
  errorCode: number | null;
  mediaCount: number;
  dateCreated: Date;
};

/** One that came in: what Twilio calls its status says nothing, whatever word that is. */
export type ReceivedMessage = Omit<TwilioMessage, "status">;

/** Asks Twilio to send a message, once: it is never repeated here. Throws what the SDK throws. */
export async function createMessage(
  credentials: TwilioCredentials,
  message: { from: string; to: string; body: string; mediaUrl: string[]; statusCallback: string },
): Promise<TwilioMessage> {
  const { mediaUrl, ...rest } = message;
  const request = { ...rest, ...(mediaUrl.length > 0 && { mediaUrl }) };
  return read(await twilioClient(credentials).messages.create(request));
}

/** A message at Twilio; null when Twilio does not know it. */
export async function fetchMessage(
  credentials: TwilioCredentials,
  sid: string,
): Promise<TwilioMessage | null> {
  try {
    return read(await twilioClient(credentials).messages(sid).fetch());
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind === "refused" && failure.status === 404) return null;
    throw error;
  }
}

/**
 * What was asked to be sent between two numbers since a moment, oldest first, of the newest 100.
 * Twilio lists by DateSent, which what is still queued does not have: it is left out here.
 */
export async function listSent(
  credentials: TwilioCredentials,
  { from, to, since }: { from: string; to: string; since: Date },
): Promise<TwilioMessage[]> {
  const found = await twilioClient(credentials).messages.list({ from, to, limit: 100 });
  return found
    .map(read)
    .filter(({ dateCreated }) => dateCreated >= since)
    .sort((a, b) => a.dateCreated.getTime() - b.dateCreated.getTime());
}

const pageSize = 1000;

/**
 * What a number (E.164) has received since a moment, the newest first, a page at a time. Throws
 * what the SDK throws.
 */
export async function* receivedPages(
  credentials: TwilioCredentials,
  { to, since }: { to: string; since: Date },
): AsyncGenerator<ReceivedMessage[]> {
  const { messages } = twilioClient(credentials);
  let page:
    | { instances: MessageInstance[]; nextPage(): Promise<typeof page> | undefined }
    | undefined = await messages.page({ to, dateSentAfter: since, pageSize });
  while (page) {
    yield page.instances
      .map(readReceived)
      .filter(({ direction, dateCreated }) => direction === "inbound" && dateCreated >= since);
    page = await page.nextPage();
  }
}

function read(message: MessageInstance): TwilioMessage {
  return { ...readReceived(message), status: MessageStatusWord.parse(message.status) };
}

function readReceived(message: MessageInstance): ReceivedMessage {
  const { sid, direction, from, to, body, price, priceUnit, errorCode, dateCreated } = message;
  const segments = Number(message.numSegments);
  return {
    ...{ sid, direction, from, to, body, dateCreated },
    segments: segments > 0 ? segments : null,
    mediaCount: Number(message.numMedia) || 0,
    price: price ?? null,
    priceUnit: priceUnit ?? null,
    errorCode: errorCode ?? null,
  };
}
