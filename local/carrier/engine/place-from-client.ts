import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";
import { openCall } from "@/local/carrier/engine/calls";
import { runMain } from "@/local/carrier/engine/interpreter";
import type { Phone } from "@/local/carrier/engine/phone-at";
import { standardParams } from "@/local/carrier/engine/status-callback";
import { voiceSettings } from "@/local/carrier/engine/voice-settings";
import type { ApplicationData, Parameters } from "@/local/carrier/model";
import { newSid } from "@/local/carrier/sid";

export type ClientCaller = {
  identity: string;
  application: ApplicationData;
  /** The browser's own; `To` becomes the leg's. */
  parameters: Parameters;
  phone: Pick<Phone, "join">;
};

/** A browser places a call: its TwiML app says what becomes of it. */
export function placeFromClient(account: Account, caller: ClientCaller): Call {
  const { application, parameters } = caller;
  const { voice, statusCallback } = voiceSettings(application);
  const call = openCall(account, {
    sid: newSid("CA"),
    parentSid: null,
    phoneNumberSid: null,
    direction: "inbound",
    from: `client:${caller.identity}`,
    to: parameters.find(([name]) => name === "To")?.[1] ?? "",
    applicationSid: application.sid,
    target: statusCallback,
  });
  caller.phone.join(call);
  call.initiate();
  call.ring();
  if (!voice.url) {
    call.warn(11100, `No voice URL is set for the TwiML app ${application.sid}`);
    call.end("failed", 404);
    return call;
  }
  const { url, method } = voice;
  void runMain(call, { url, method, params: ownFields(call, parameters) }, voice.fallback);
  return call;
}

/** A browser cannot speak for Twilio: what has the name of a standard field is left out. */
function ownFields(call: Call, parameters: Parameters): Parameters {
  const standard = new Set(standardParams(call).map(([name]) => name));
  return parameters.filter(([name]) => !standard.has(name));
}
