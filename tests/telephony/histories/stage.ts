import { inboundCallId } from "@/lib/record/event";
import { voiceUrl } from "@/lib/twilio/urls";
import type { HandsetScript } from "@/local/carrier/control";
import type { AccountOptions } from "@/local/carrier/model";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, customer, initiate, sweep } from "@/tests/telephony/calls/walk";
import { admin } from "@/tests/telephony/record/call-record";

/** A number of the tenant's that forwards to nobody. */
const silentNumber = "+12065550101";
const usual: AccountOptions = {
  whisperHangupReports: "completed",
  abandonReports: "canceled",
  recordingStarts: "bridge",
};

/** A tenant, its telephones at the carrier, and the people who pick them up. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function openStage() {
  const tenant = await makeTenant();
  const { carrier, accountSid } = tenant;
  const silentId = await addSilentNumber(tenant);
  const script = (number: string) => (script: HandsetScript) =>
    carrier.scriptHandset(accountSid, number, script);

  return {
    tenant,
    silentId,
    rep: carrier.handset(accountSid, tenant.rep.phone),
    customer: carrier.handset(accountSid, customer),
    repWill: script(tenant.rep.phone),
    customerWill: script(customer),
    advance: (seconds: number) => carrier.advance(accountSid, seconds),
    idle: () => carrier.runUntilIdle(accountSid),
    fault: (rule: Parameters<typeof carrier.fault>[1]) => carrier.fault(accountSid, rule),

    /** Forgets the last play. */
    async clear() {
      await carrier.resetAccount(accountSid);
      await twilioReports(tenant, {});
    },
    /** What the carrier reports where Twilio may report either. */
    reports: (changes: Partial<AccountOptions>) => twilioReports(tenant, changes),

    /** The rep calls the customer; gives the call's id, also when Twilio would not have it. */
    async place(): Promise<string> {
      const answer = await (await initiate(tenant.rep, { to: customer })).json();
      const callId = answer.callId ?? answer.error?.callId;
      if (typeof callId !== "string") throw new Error(JSON.stringify(answer));
      return callId;
    },
    /** The customer calls the company; gives the call's id. */
    async dial(options: { callerId?: string; ringsNobody?: boolean } = {}): Promise<string> {
      const { callerId, ringsNobody } = options;
      const to = ringsNobody ? silentNumber : tenant.number;
      const phone = carrier.handset(accountSid, customer);
      const { callSid } = await phone.dial(to, { callerId });
      return inboundCallId(tenant.id, callSid);
    },
    async areTalking(): Promise<boolean> {
      const { data } = await tenant.manager.db
        .from("calls")
        .select("stage")
        .eq("tenant_id", tenant.id)
        .is("ended_at", null);
      return data?.some(({ stage }) => stage === "connected") ?? false;
    },
    async hangUpInTheApp(callId: string): Promise<void> {
      const { status } = await ask(tenant.rep, `/api/calls/${callId}/hangup`);
      if (status !== 200) throw new Error(`hanging up: ${status}`);
    },
    /**
     * Has the sweep compare a call with Twilio as if minutes had passed, until nothing is missing.
     */
    async askTwilio(callId: string): Promise<void> {
      await admin`update public.calls set settled_at = null, created_at = created_at - interval '2 minutes' where id = ${callId}`;
      for (let tries = 0; tries < 50; tries++) {
        await admin`update public.calls set next_check_at = now() where id = ${callId} and settled_at is null`;
        await sweep();
        const [call] = await admin`select settled_at from public.calls where id = ${callId}`;
        if (call?.settled_at) return;
      }
      throw new Error("The sweep does not settle the call");
    },
  };
}

async function twilioReports(tenant: TestTenant, changes: Partial<AccountOptions>): Promise<void> {
  await tenant.carrier.ensureAccount({
    sid: tenant.accountSid,
    friendlyName: tenant.name,
    clock: "virtual",
    numbers: [],
    options: { ...usual, ...changes },
  });
}

async function addSilentNumber(tenant: TestTenant): Promise<string> {
  const { numbers } = await tenant.carrier.ensureAccount({
    sid: tenant.accountSid,
    friendlyName: tenant.name,
    clock: "virtual",
    numbers: [
      {
        phoneNumber: silentNumber,
        voiceUrl: voiceUrl("answer"),
        statusCallback: voiceUrl("status"),
      },
    ],
  });
  const twilioSid = numbers.find(({ phoneNumber }) => phoneNumber === silentNumber)?.sid ?? null;
  const { data, error } = await tenant.admin.db
    .from("phone_numbers")
    .insert({ tenant_id: tenant.id, number: silentNumber, twilio_sid: twilioSid, forward_to: null })
    .select("id")
    .single();
  if (error) throw new Error(error.message);
  return data.id;
}
