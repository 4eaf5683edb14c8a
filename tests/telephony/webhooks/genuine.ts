import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { placeOf } from "@/lib/core/destination";
import {
  admin,
  at,
  machine,
  newSid,
  type Planted,
  plantTenant,
} from "@/tests/telephony/record/call-record";
import { answered } from "@/tests/telephony/webhooks/answered";
import { type Post, post } from "@/tests/telephony/webhooks/post";

export type Genuine = (tenant: Planted) => Promise<Post>;

/**
 * For each voice webhook, by its name, a request as Twilio sends it: every door is tried on it.
 * Each is a file of the folder `genuine`, by the name of its webhook.
 */
export const genuine: Record<string, Genuine> = {};
for (const file of readdirSync(join(import.meta.dirname, "genuine"))) {
  const name = file.replace(".ts", "");
  const made: { genuine: Genuine } = await import(`./genuine/${name}.ts`);
  genuine[name] = made.genuine;
}

/** A message that the tenant's rep has begun to send; its id. */
async function begunText(tenant: Planted): Promise<string> {
  const id = randomUUID();
  const request = {
    ...{ message_id: id, to: "+12065550177", to_place: placeOf("+12065550177"), body: "Hello" },
    ...{ media: [], segments: 1, now: at(0) },
  };
  await machine`
    select machine.begin_message(${tenant.id}, ${tenant.rep}, ${machine.json(request)}) as begun`;
  return id;
}

/** The same of each webhook about messages. */
export const genuineTexts: Record<string, Genuine> = {
  incoming: async (tenant) => ({
    room: "messages",
    path: "incoming",
    fields: {
      ...{
        AccountSid: tenant.accountSid,
        ApiVersion: "2010-04-01",
        Body: "HELP",
        OptOutType: "HELP",
      },
      ...{ From: "+12065550177", To: "+12065550100", FromCountry: "US", ToCountry: "US" },
      ...{ MessageSid: newSid("SM"), NumMedia: "0", NumSegments: "1", SmsStatus: "received" },
    },
    token: tenant.authToken,
  }),
  status: async (tenant) => ({
    room: "messages",
    path: `status?message=${await begunText(tenant)}`,
    fields: {
      ...{ AccountSid: tenant.accountSid, ApiVersion: "2010-04-01", ErrorCode: "30003" },
      ...{ From: "+12065550100", To: "+12065550177", MessageSid: newSid("SM") },
      MessageStatus: "undelivered",
    },
    token: tenant.authToken,
  }),
};

/** Another tenant with one of everything that a webhook can name. */
export async function plantOther() {
  const tenant = await plantTenant();
  const { sid, call } = await answered(tenant);
  const number = "+12065550155";
  await admin`update public.phone_numbers set number = ${number} where tenant_id = ${tenant.id}`;
  const recordingSid = newSid("RE");
  const { status } = await post({
    path: `recording?call=${call}`,
    fields: {
      AccountSid: tenant.accountSid,
      CallSid: sid,
      RecordingSid: recordingSid,
      RecordingStatus: "completed",
    },
    token: tenant.authToken,
  });
  if (status !== 204) throw new Error(`recording said ${status}`);
  return { tenant, sid, call, number, recordingSid, message: await begunText(tenant) };
}

export type Other = Awaited<ReturnType<typeof plantOther>>;
