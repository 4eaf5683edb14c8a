import { randomBytes } from "node:crypto";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { render } from "@/bench/load/wire";
import type { BenchTenant } from "@/bench/tenant";
import { formParams } from "@/lib/twilio/signature";

const newCallSid = () => `CA${randomBytes(16).toString("hex")}`;

/** All that Twilio sends with a call from a number of the United States. */
function callerFields(tenant: BenchTenant, callSid: string): Record<string, string> {
  const [from, to] = ["+12065550177", tenant.number];
  return {
    AccountSid: tenant.accountSid,
    ApiVersion: "2010-04-01",
    CallSid: callSid,
    CallStatus: "ringing",
    CallToken: `%7B%22parentCallInfoToken%22%3A%22${"x".repeat(200)}%22%7D`,
    Called: to,
    CalledCity: "SEATTLE",
    CalledCountry: "US",
    CalledState: "WA",
    CalledZip: "98101",
    Caller: from,
    CallerCity: "SEATTLE",
    CallerCountry: "US",
    CallerState: "WA",
    CallerZip: "98101",
    Direction: "inbound",
    From: from,
    FromCity: "SEATTLE",
    FromCountry: "US",
    FromState: "WA",
    FromZip: "98101",
    StirVerstat: "TN-Validation-Passed-A",
    To: to,
    ToCity: "SEATTLE",
    ToCountry: "US",
    ToState: "WA",
    ToZip: "98101",
  };
}

function signed(url: string, tenant: BenchTenant, fields: Record<string, string>): Buffer {
  const params = formParams(Object.entries(fields));
  return render(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": getExpectedTwilioSignature(tenant.authToken, url, params),
    },
    body: new URLSearchParams(fields).toString(),
  });
}

/**
 * Callers who dial the tenant's number, each for the first time, as `answer` hears of them.
 * `appUrl` is the public base.
 */
export function answerRequests(appUrl: string, tenant: BenchTenant, count: number): Buffer[] {
  const url = `${appUrl}/api/twilio/voice/answer`;
  return Array.from({ length: count }, () =>
    signed(url, tenant, callerFields(tenant, newCallSid())),
  );
}

/** The same forms, sent to a handler at `url` that believes everybody. */
export function floorRequests(url: string, tenant: BenchTenant, count: number): Buffer[] {
  return Array.from({ length: count }, () =>
    signed(url, tenant, callerFields(tenant, newCallSid())),
  );
}

/** Texts of 1,000 customers to the tenant's number, each with a SID of its own. */
export function incomingRequests(url: string, tenant: BenchTenant, count: number): Buffer[] {
  return Array.from({ length: count }, (_, nth) =>
    signed(url, tenant, {
      ...{ AccountSid: tenant.accountSid, ApiVersion: "2010-04-01" },
      ...{ Body: "Is my roof ready? Please call me back before noon.", NumMedia: "0" },
      ...{ From: `+1206555${String(nth % 1_000).padStart(4, "0")}`, To: tenant.number },
      ...{ FromCity: "SEATTLE", FromCountry: "US", FromState: "WA", FromZip: "98101" },
      ...{ ToCity: "SEATTLE", ToCountry: "US", ToState: "WA", ToZip: "98101" },
      ...{ MessageSid: `SM${randomBytes(16).toString("hex")}`, NumSegments: "1" },
      ...{ SmsStatus: "received", CallStatus: "ringing" },
    }),
  );
}

export type StatusPosts = { callSids: string[]; distinct: number; requests: Buffer[] };

/**
 * Status callbacks of callers' legs at their end, `repeated` (0 to 1) of them sent twice, all
 * shuffled unless `inOrder`: `count` requests to `appUrl`, or to `url` in its stead.
 */
export function statusRequests(
  appUrl: string,
  tenant: BenchTenant,
  options: { count: number; repeated: number; url?: string; inOrder?: boolean },
): StatusPosts {
  const { count, repeated } = options;
  const url = options.url ?? `${appUrl}/api/twilio/voice/status`;
  const distinct = Math.round(count * (1 - repeated));
  const callSids = Array.from({ length: distinct }, newCallSid);
  const once = callSids.map((callSid) =>
    signed(url, tenant, {
      ...callerFields(tenant, callSid),
      CallbackSource: "call-progress-events",
      CallDuration: "12",
      CallStatus: "completed",
      Duration: "1",
      SequenceNumber: "0",
      Timestamp: new Date().toUTCString(),
    }),
  );
  const requests = [...once, ...once.slice(0, count - distinct)];
  return { callSids, distinct, requests: options.inOrder ? requests : shuffled(requests) };
}

function shuffled<T>(things: T[]): T[] {
  return things
    .map((thing) => ({ thing, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ thing }) => thing);
}
