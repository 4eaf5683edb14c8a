import { Agent, request } from "node:http";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { type FormParams, formParams } from "@/lib/twilio/signature";
import { stack } from "@/tests/support/stack";
import { admin, newSid, type Planted } from "@/tests/telephony/record/call-record";

export type Post = {
  /** Another copy of the app than the one all tests share. */
  origin?: string;
  /** Path and query below /api/twilio/voice/, or another room's. */
  path: string;
  room?: "messages";
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
  const url = `${rest.origin ?? stack.urls.app}/api/twilio/${rest.room ?? "voice"}/${path}`;
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
  return send(url, headers, rest.body ?? new URLSearchParams(fields).toString());
}

const agent = new Agent({ keepAlive: true });

/** Not fetch: it has its own idea of what a Host header may say, and tidies URLs up. */
function send(url: string, headers: Headers, body: string): Promise<Response> {
  const { hostname, port, origin } = new URL(url);
  const length = { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        agent,
        hostname,
        port,
        path: url.slice(origin.length),
        method: "POST",
        headers: { ...length, ...Object.fromEntries(headers) },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const status = answer.statusCode ?? 0;
          const text = status === 204 ? null : Buffer.concat(chunks);
          const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          );
          resolve(new Response(text, { status, headers }));
        });
      },
    );
    asked.on("error", reject);
    asked.end(body);
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

/** The fields of a request about a leg to the rep, which the app has created and they picked up. */
export const repFields = (tenant: Planted, changes: Record<string, string> = {}) =>
  callerFields(tenant, {
    ...{ CallStatus: "in-progress", Direction: "outbound-api" },
    ...{ From: "+12065550100", To: "+12065550111" },
    ...changes,
  });

/** How many rows of a tenant's record there are: a refused request leaves them as they were. */
export async function rowsOf(tenant: Planted): Promise<number> {
  const [row] = await admin`
    select (select count(*) from public.calls where tenant_id = ${tenant.id})
         + (select count(*) from public.call_legs where tenant_id = ${tenant.id})
         + (select count(*) from public.call_events where tenant_id = ${tenant.id})
         + (select count(*) from public.recordings where tenant_id = ${tenant.id}) as rows`;
  return Number(row?.rows);
}

/**
 * All that a tenant's record says, as one word; what sweeps of other tests may touch is left out.
 * So are the facts that an answer was given from: they are taken away after an answer that did not
 * wait for the database.
 */
export async function recordDigest(tenant: Planted): Promise<string> {
  const [row] = await admin`
    select md5(string_agg(line, ',' order by line)) as digest from (
      select (to_jsonb(c) - array['next_check_at', 'settled_at', 'version'])::text as line
        from public.calls c where tenant_id = ${tenant.id}
      union all select l::text from public.call_legs l where tenant_id = ${tenant.id}
      union all select (to_jsonb(e) #- '{answered_from,facts}')::text
        from public.call_events e where tenant_id = ${tenant.id}
      union all select r::text from public.recordings r where tenant_id = ${tenant.id}
      union all select (to_jsonb(m) - array['next_check_at', 'checks'])::text
        from public.messages m where tenant_id = ${tenant.id}
      union all select t::text from public.message_threads t where tenant_id = ${tenant.id}
      union all select e::text from public.message_events e where tenant_id = ${tenant.id}
    ) as lines`;
  return String(row?.digest);
}
