import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { inboundCallId } from "@/lib/record/event";
import { type CarrierControl, CarrierControlError, carrierControl } from "@/local/carrier/control";
import { agentNumber, talkToAgent } from "@/local/chaos/agent-call";
import { ask } from "@/local/chaos/ask";
import type { PlannedCall } from "@/local/chaos/plan";
import { menuQuestion, routedNumber } from "@/local/chaos/routed";
import type { Rep, Tenant } from "@/local/chaos/world";
import { takeMessage } from "@/local/scenarios/message";
import { hearsAsked } from "@/local/scenarios/until";

/** What a click on the phone icon came to, in the words of whoever clicked. */
export type Click = "placed" | "answer lost" | "given up";
export type Clicks = Record<Click, number> & {
  triedAgain: number;
  dialled: number;
  "met an agent": number;
};

const Placed = z.object({ callId: z.uuid() });
const Refused = z.object({ error: z.object({ code: z.string() }) });

const betweenTriesMs = 2_000;

export type Stage = {
  appUrl: string;
  carrierUrl: string;
  livekitUrl: string;
  clicks: Clicks;
  hangups: Set<string>;
  over: AbortSignal;
};

/** Carries out one planned call, as the people in it would. Never throws. */
export async function makeCall(stage: Stage, tenant: Tenant, call: PlannedCall): Promise<void> {
  const rep = tenant.reps[call.rep];
  if (!rep) throw new Error(`There is no rep ${call.rep}`);
  const carrier = carrierControl(stage.carrierUrl);
  const setPhones = async () => {
    for (const { rep: place, script } of call.routed?.phones ?? []) {
      const phone = tenant.reps[place]?.rungAt ?? "";
      await carrier.scriptHandset(tenant.accountSid, phone, script);
    }
    if (!call.routed && !call.agent && !call.inBrowser) {
      const phone = call.direction === "inbound" ? rep.rungAt : rep.phone;
      await carrier.scriptHandset(tenant.accountSid, phone, call.repPhone);
    }
    await carrier.scriptHandset(tenant.accountSid, call.customer, call.customerPhone);
  };
  await setPhones();
  if (call.direction === "inbound") {
    stage.clicks.dialled += 1;
    await dialIn(stage, carrier, tenant, call);
    return;
  }
  const request = { to: call.customer, ...(call.inBrowser && { device: "browser" }) };
  const { result, callId } = await clickCall(stage, rep, request, setPhones);
  stage.clicks[result] += 1;
  if (callId !== null && call.inBrowser) {
    const isConnected = await connect(carrier, tenant.accountSid, rep.browser, callId);
    if (!isConnected) {
      // Their page hangs up what it cannot connect.
      stage.hangups.add(callId);
      await clickHangup(stage, rep, callId);
      return;
    }
    const { hangUpAfter } = call.inBrowser;
    if (hangUpAfter !== undefined) {
      await pause(hangUpAfter * 1000);
      await hangUp(carrier, tenant.accountSid, rep.browser);
    }
  }
  if (callId !== null && call.appHangupAfter !== undefined) {
    await pause(call.appHangupAfter * 1000);
    stage.hangups.add(callId);
    await clickHangup(stage, rep, callId);
  }
}

async function dialIn(stage: Stage, carrier: CarrierControl, tenant: Tenant, call: PlannedCall) {
  const { accountSid } = tenant;
  const rung = tenant.reps[call.rep]?.companyNumber ?? "";
  const number = call.agent ? agentNumber : call.routed ? routedNumber : rung;
  const { callSid } = await carrier.handset(accountSid, call.customer).dial(number);
  const dialled = performance.now();
  const until = (second: number) => pause(Math.max(0, dialled + second * 1000 - performance.now()));
  if (call.routed?.key) await choose(carrier, accountSid, call.customer, call.routed.key);
  if (call.agent) {
    const { key } = call.agent;
    const hasMet = await talkToAgent(carrier, { accountSid, phone: call.customer, key });
    if (hasMet) stage.clicks["met an agent"] += 1;
  }
  if (call.messageAfter !== undefined) {
    await pause(call.messageAfter * 1000);
    const callId = inboundCallId(tenant.id, callSid);
    await takeMessage(stage.carrierUrl, tenant, { callId, callSid });
  }
  if (call.callerHangsUpOnceAsked !== undefined) {
    await isAsked(carrier, accountSid, call.customer);
    await pause(call.callerHangsUpOnceAsked * 1000);
    await hangUp(carrier, accountSid, call.customer);
    return;
  }
  if (call.callerHangsUpAfter === undefined) return;
  await until(call.callerHangsUpAfter);
  await hangUp(carrier, accountSid, call.customer);
}

/** Presses a key once the menu asks for one, unless the call is over before. */
export async function choose(
  carrier: CarrierControl,
  accountSid: string,
  phone: string,
  key: string,
) {
  const handset = carrier.handset(accountSid, phone);
  for (let tries = 0; tries < 60; tries += 1) {
    const { hears, state } = await handset.state();
    if (state === "idle") return;
    if (hears === menuQuestion) {
      await handset.press(key).catch(() => {});
      return;
    }
    await pause(200);
  }
}

/** Until a caller is asked to leave a message, or the call is over. */
async function isAsked(carrier: CarrierControl, accountSid: string, phone: string) {
  for (let tries = 0; tries < 600; tries += 1) {
    const { hears, state } = await carrier.handset(accountSid, phone).state();
    if (state === "idle" || hearsAsked(hears)) return;
    await pause(200);
  }
}

/** Hangs a phone (E.164) up; one whose call is over, or has not begun to ring, stays as it is. */
export async function hangUp(carrier: CarrierControl, accountSid: string, phone: string) {
  try {
    await carrier.handset(accountSid, phone).hangup();
  } catch (error) {
    if (!(error instanceof CarrierControlError)) throw error;
  }
}

/** The browser asks Twilio for a call; false if it is in one. */
async function connect(carrier: CarrierControl, accountSid: string, browser: string, call: string) {
  try {
    await carrier.handset(accountSid, browser).connect({ params: { call } });
    return true;
  } catch (error) {
    if (!(error instanceof CarrierControlError)) throw error;
    return false;
  }
}

/**
 * Clicks until it is placed. Only an answer that says that nothing was placed is a reason to click
 * again.
 */
export async function clickCall(
  stage: Stage,
  rep: Rep,
  request: { to: string; device?: string },
  setPhones: () => Promise<void>,
): Promise<{ result: Click; callId: string | null }> {
  for (;;) {
    const answer = await ask(stage, rep, "/api/calls/initiate", request);
    if (answer.kind === "lost") return { result: "answer lost", callId: null };
    if (answer.kind === "answered" && answer.status === 201) {
      return { result: "placed", callId: Placed.parse(answer.body).callId };
    }
    if (answer.kind === "answered" && answer.status >= 500 && !saysNothingPlaced(answer.body)) {
      return { result: "answer lost", callId: null };
    }
    if (stage.over.aborted) return { result: "given up", callId: null };
    stage.clicks.triedAgain += 1;
    await pause(betweenTriesMs);
    await setPhones();
  }
}

/** A 5xx that is the app's own word, not a proxy's or a crash's. */
function saysNothingPlaced(body: unknown): boolean {
  const known = ["database_unavailable", "twilio_unreachable", "twilio_refused"];
  const refusal = Refused.safeParse(body);
  return refusal.success && known.includes(refusal.data.error.code);
}

/** Hanging up twice does no harm, so it is clicked until it has worked. */
async function clickHangup(stage: Stage, rep: Rep, callId: string): Promise<void> {
  for (let time = 0; time < 5; time++) {
    const answer = await ask(stage, rep, `/api/calls/${callId}/hangup`, {});
    if (answer.kind === "answered" && answer.status < 500) return;
    await pause(betweenTriesMs);
  }
}
