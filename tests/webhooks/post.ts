import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { type FormParams, formParams } from "@/lib/twilio/signature";
import { admin, newSid, type Planted } from "@/tests/record/call-record";
import { stack } from "@/tests/support/stack";

export type Post = {
  /** Another copy of the app than the one all tests share. */
  origin?: string;
  /** Path and query below /api/twilio/voice/. */
  path: string;
  fields: Record<string, string>;
  token: string;
  /** What was signed, where it differs from what is sent. */
  signedUrl?: string;
  signedFields?: FormParams;
  headers?: Record<string, string | undefined>;
  body?: string;
};

/** Sends a webhook as Twilio would, or as someone who would like to be Twilio. */
export async function post({ path, fields, token, ...rest }: Post): Promise<Response> {
  const url = `${rest.origin ?? stack.urls.app}/api/twilio/voice/${path}`;
  const signed = rest.signedFields ?? formParams(Object.entries(fields));
  const headers = new Headers({ "content-type": "application/x-www-form-urlencoded" });
  headers.set(
    "x-twilio-signature",
    getExpectedTwilioSignature(token, rest.signedUrl ?? url, signed),
  );
  for (const [name, value] of Object.entries(rest.headers ?? {})) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
  return fetch(url, {
    method: "POST",
    headers,
    body: rest.body ?? new URLSearchParams(fields).toString(),
    redirect: "manual",
  });
}

/** The fields of a caller's first request. */
export function callerFields(
  tenant: Planted,
  changes: Record<string, string> = {},
): Record<string, string> {
  return {
    AccountSid: tenant.accountSid,
    ApiVersion: "2010-04-01",
    CallSid: newSid("CA"),
    CallStatus: "ringing",
    Direction: "inbound",
    From: "+12065550177",
    To: "+12065550100",
    ...changes,
  };
}

/** How many rows of a tenant's record there are: a refused request leaves them as they were. */
export async function rowsOf(tenant: Planted): Promise<number> {
  const [row] = await admin`
    select (select count(*) from public.calls where tenant_id = ${tenant.id})
         + (select count(*) from public.call_legs where tenant_id = ${tenant.id})
         + (select count(*) from public.call_events where tenant_id = ${tenant.id})
         + (select count(*) from public.recordings where tenant_id = ${tenant.id}) as rows`;
  return Number(row?.rows);
}
