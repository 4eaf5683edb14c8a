import "server-only";
import type { CallInstance } from "twilio/lib/rest/api/v2010/account/call";
import { twilioClient } from "@/lib/twilio/client";
import type { TwilioCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";

/** The fields we use of Twilio's Call resource: https://www.twilio.com/docs/voice/api/call-resource */
export type TwilioLeg = {
  sid: string;
  parentCallSid: string | null;
  /** inbound, outbound-api, outbound-dial, or a trunk's. */
  direction: string;
  from: string;
  to: string;
  status: string;
  dateCreated: Date;
  startTime: Date | null;
  endTime: Date | null;
  /** Seconds; "0" when nobody answered. */
  duration: string | null;
  price: string | null;
  priceUnit: string | null;
};

const pageSize = 1000;

/**
 * The account's legs that began at `after` or later, and no later than `before`, newest first, a
 * page at a time. Twilio documents whole days of UTC for both, so what is outside is left out here
 * as well. Throws what the SDK throws.
 */
export async function* legPages(
  credentials: TwilioCredentials,
  range: { after: Date; before?: Date },
): AsyncGenerator<TwilioLeg[]> {
  const { calls } = twilioClient(credentials);
  const dayAfter = range.before && new Date(range.before.getTime() + 86_400_000);
  const options = { startTimeAfter: range.after, startTimeBefore: dayAfter, pageSize };
  let page:
    | { instances: CallInstance[]; nextPage(): Promise<typeof page> | undefined }
    | undefined = await calls.page(options);
  while (page) {
    yield page.instances.map(readLeg).filter((leg) => began(leg, range));
    page = await page.nextPage();
  }
}

function began({ startTime, dateCreated }: TwilioLeg, range: { after: Date; before?: Date }) {
  const at = startTime ?? dateCreated;
  return at >= range.after && (!range.before || at <= range.before);
}

/** A leg at Twilio; null when Twilio does not know it. */
export async function fetchLeg(
  credentials: TwilioCredentials,
  callSid: string,
): Promise<TwilioLeg | null> {
  try {
    return readLeg(await twilioClient(credentials).calls(callSid).fetch());
  } catch (error) {
    const failure = twilioFailure(error);
    if (failure.kind === "refused" && failure.status === 404) return null;
    throw error;
  }
}

/** The legs that a leg has dialled. */
export async function listChildren(
  credentials: TwilioCredentials,
  parentCallSid: string,
): Promise<TwilioLeg[]> {
  const children = await twilioClient(credentials).calls.list({ parentCallSid, limit: 20 });
  return children.map(readLeg);
}

function readLeg(leg: CallInstance): TwilioLeg {
  const { sid, direction, from, to, status, dateCreated, startTime, endTime } = leg;
  const { parentCallSid, duration, price, priceUnit } = leg;
  return {
    sid,
    parentCallSid: parentCallSid || null,
    direction,
    from,
    to,
    status,
    dateCreated,
    startTime: startTime ?? null,
    endTime: endTime ?? null,
    duration: duration ?? null,
    price: price ?? null,
    priceUnit: priceUnit ?? null,
  };
}
