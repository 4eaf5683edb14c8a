import { z } from "zod";
import type { Call } from "@/local/carrier/engine/call";
import { readStream, type StreamPlan } from "@/local/carrier/nouns/stream";
import { newSid } from "@/local/carrier/sid";
import { MediaStream } from "@/local/carrier/streams/media-stream";
import { openSocket, type StreamFailure } from "@/local/carrier/streams/open-socket";
import { warmPerson } from "@/local/carrier/streams/person";
import { method, resolveUrl, url } from "@/local/carrier/twiml/attributes";
import { childElements } from "@/local/carrier/twiml/element";
import { defineVerb } from "@/local/carrier/twiml/verb";
import { report } from "@/local/carrier/verbs/action";
import { deliver } from "@/local/carrier/webhook/deliver";

/** A name and its value together are shorter than this. */
const LONGEST_PARAMETER = 500;

/**
 * Sends the leg's sound to a server and plays what comes back, until the server closes the socket
 * (https://www.twilio.com/docs/voice/twiml/connect). A stream that fails is reported, and the
 * document goes on in the same way.
 */
export const connect = defineVerb({
  name: "Connect",
  attributes: z.object({ action: url(), method: method() }),
  children: ["Stream"],
  scopes: ["main"],
  async run({ flow, element, document }, given) {
    const { call } = flow;
    const noun = childElements(element).find(({ tagName }) => tagName === "Stream");
    if (noun) await stream(call, readStream(noun, document.url), flow.signal);
    else call.warn(12200, "Connect: there is no Stream in it");
    return await report(flow, {
      url: given.action && resolveUrl(given.action, document.url),
      method: given.method,
      params: [],
    });
  },
});

async function stream(call: Call, plan: StreamPlan, signal: AbortSignal): Promise<void> {
  const sid = newSid("MZ");
  const tell = (event: "started" | "stopped" | "error", failure?: StreamFailure) => {
    if (call.isForgotten) return;
    call.account.log({ kind: "stream", callSid: call.sid, streamSid: sid, event });
    if (failure) call.warn(failure.code, failure.message);
    notify(call, plan, sid, event, failure);
  };
  const { account } = call;
  const fits = plan.parameters.filter(([name, value]) => {
    const isShort = name.length + value.length < LONGEST_PARAMETER;
    if (!isShort) call.warn(12200, `Stream: the Parameter ${name} is too long`);
    return isShort;
  });
  warmPerson();
  const socket = await account.inFlight.track(openSocket(plan.url, account.authToken));
  if ("code" in socket) {
    tell("error", socket);
    return;
  }
  tell("started");
  const failure = await new MediaStream(call, sid, socket).run(fits, signal);
  if (failure) tell("error", failure);
  else tell("stopped");
}

function notify(
  call: Call,
  { statusCallback, name }: StreamPlan,
  sid: string,
  event: string,
  failure: StreamFailure | undefined,
): void {
  if (!statusCallback) return;
  const { account } = call;
  void deliver(account, {
    kind: "stream",
    ...statusCallback,
    params: [
      ["AccountSid", account.sid],
      ["CallSid", call.sid],
      ["StreamSid", sid],
      ["StreamName", name ?? sid],
      ["StreamEvent", `stream-${event}`],
      ...(failure ? [["StreamError", `${failure.code}: ${failure.message}`] as const] : []),
      ["Timestamp", new Date(account.clock.now()).toISOString()],
    ],
    callSid: call.sid,
    event: `stream-${event}`,
  });
}
