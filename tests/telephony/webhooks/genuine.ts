import { randomUUID } from "node:crypto";
import { placeOf } from "@/lib/core/destination";
import { identityOf } from "@/lib/softphone/identity";
import {
  admin,
  at,
  beginInBrowser,
  beginOutbound,
  inboundId,
  machine,
  newSid,
  type Planted,
  plantTenant,
} from "@/tests/telephony/record/call-record";
import { callerFields, type Post, post } from "@/tests/telephony/webhooks/post";

/** A caller whom the number has answered: the SID of the leg and the call's id. */
async function answered(tenant: Planted): Promise<{ sid: string; call: string }> {
  const sid = newSid("CA");
  const fields = callerFields(tenant, { CallSid: sid });
  const { status } = await post({ path: "answer", fields, token: tenant.authToken });
  if (status !== 200) throw new Error(`answer said ${status}`);
  return { sid, call: inboundId(tenant, sid) };
}

type Genuine = (tenant: Planted) => Promise<Post>;

/** For each webhook route, by its name, a request as Twilio sends it: every door is tried on it. */
export const genuine: Record<string, Genuine> = {
  answer: async (tenant) => ({
    path: "answer",
    fields: callerFields(tenant, { ForwardedFrom: "+12065550188" }),
    token: tenant.authToken,
  }),
  client: async (tenant) => ({
    path: "client",
    fields: callerFields(tenant, {
      call: await beginInBrowser(tenant),
      Caller: `client:${identityOf(tenant.rep)}`,
      From: `client:${identityOf(tenant.rep)}`,
      To: "",
    }),
    token: tenant.authToken,
  }),
  connect: async (tenant) => ({
    path: `connect?call=${await beginOutbound(tenant)}&leg=rep&to=%2B12065550199&record=1`,
    fields: callerFields(tenant, {
      CallStatus: "in-progress",
      Direction: "outbound-api",
      From: "+12065550100",
      To: "+12065550111",
    }),
    token: tenant.authToken,
  }),
  screen: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `screen?call=${call}&leg=rep&user=${tenant.rep}&step=digit`,
      fields: callerFields(tenant, {
        CallStatus: "in-progress",
        Digits: "1",
        ParentCallSid: sid,
        To: "+12065550111",
      }),
      token: tenant.authToken,
    };
  },
  dialed: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `dialed?call=${call}`,
      fields: callerFields(tenant, {
        CallSid: sid,
        CallStatus: "in-progress",
        DialBridged: "false",
        DialCallSid: newSid("CA"),
        DialCallStatus: "no-answer",
      }),
      token: tenant.authToken,
    };
  },
  status: async (tenant) => ({
    path: `status?call=${await beginOutbound(tenant)}&leg=rep`,
    fields: callerFields(tenant, {
      CallbackSource: "call-progress-events",
      CallDuration: "7",
      CallStatus: "completed",
      Direction: "outbound-api",
      From: "+12065550100",
      SequenceNumber: "1",
      SipResponseCode: "200",
      Timestamp: new Date(at(5)).toUTCString(),
      To: "+12065550111",
    }),
    token: tenant.authToken,
  }),
  step: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `step?call=${call}&leg=caller&at=main.1.1.1.`,
      fields: callerFields(tenant, { CallSid: sid, CallStatus: "in-progress", Digits: "1" }),
      token: tenant.authToken,
    };
  },
  "agent-done": async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `agent-done?call=${call}&leg=caller&at=ana.1.0.0.`,
      fields: callerFields(tenant, { CallSid: sid, CallStatus: "in-progress" }),
      token: tenant.authToken,
    };
  },
  stream: async (tenant) => {
    const { sid, call } = await answered(tenant);
    const streamSid = newSid("MZ");
    return {
      path: `stream?call=${call}&leg=caller&at=ana.1.0.0.`,
      fields: {
        AccountSid: tenant.accountSid,
        CallSid: sid,
        StreamEvent: "stream-started",
        StreamName: streamSid,
        StreamSid: streamSid,
        Timestamp: at(5),
      },
      token: tenant.authToken,
    };
  },
  queue: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `queue?call=${call}&leg=caller&at=line.1.0.0.`,
      fields: callerFields(tenant, { CallSid: sid, CallStatus: "in-progress" }),
      token: tenant.authToken,
    };
  },
  voicemail: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `voicemail?call=${call}&leg=caller&at=box.1.0.0.`,
      fields: callerFields(tenant, { CallSid: sid, CallStatus: "in-progress", Digits: "#" }),
      token: tenant.authToken,
    };
  },
  conference: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `conference?call=${call}`,
      fields: {
        AccountSid: tenant.accountSid,
        CallSid: sid,
        ConferenceSid: newSid("CF"),
        FriendlyName: `call-${call}`,
        SequenceNumber: "1",
        StatusCallbackEvent: "participant-join",
        Timestamp: new Date(at(5)).toUTCString(),
      },
      token: tenant.authToken,
    };
  },
  consult: async (tenant) => {
    const { call } = await answered(tenant);
    return {
      path: `consult?call=${call}&leg=rep&user=${tenant.rep}`,
      fields: callerFields(tenant, {
        CallStatus: "in-progress",
        Direction: "outbound-api",
        From: "+12065550100",
        To: "+12065550111",
      }),
      token: tenant.authToken,
    };
  },
  enter: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `enter?call=${call}&leg=caller&at=main.1.0.0.&nudge=1`,
      fields: callerFields(tenant, { CallSid: sid, CallStatus: "in-progress" }),
      token: tenant.authToken,
    };
  },
  join: async (tenant) => {
    const { call } = await answered(tenant);
    return {
      path: `join?call=${call}&leg=rep&user=${tenant.rep}`,
      fields: callerFields(tenant, {
        CallStatus: "in-progress",
        Direction: "outbound-api",
        From: "+12065550100",
        To: "+12065550111",
      }),
      token: tenant.authToken,
    };
  },
  held: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `held?call=${call}&leg=caller&nudge=1`,
      fields: callerFields(tenant, { CallSid: sid, CallStatus: "in-progress" }),
      token: tenant.authToken,
    };
  },
  transferred: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `transferred?call=${call}&leg=caller&nudge=${Date.parse(at(5))}`,
      fields: callerFields(tenant, {
        CallSid: sid,
        CallStatus: "in-progress",
        DialBridged: "false",
        DialCallSid: newSid("CA"),
        DialCallStatus: "no-answer",
      }),
      token: tenant.authToken,
    };
  },
  recording: async (tenant) => {
    const { sid, call } = await answered(tenant);
    return {
      path: `recording?call=${call}`,
      fields: {
        AccountSid: tenant.accountSid,
        CallSid: sid,
        RecordingChannels: "2",
        RecordingDuration: "5",
        RecordingSid: newSid("RE"),
        RecordingSource: "DialVerb",
        RecordingStartTime: new Date(at(10)).toUTCString(),
        RecordingStatus: "completed",
      },
      token: tenant.authToken,
    };
  },
};

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
