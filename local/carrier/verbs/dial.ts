import type { Element } from "@xmldom/xmldom";
import { z } from "zod";
import type { Call } from "@/local/carrier/engine/call";
import {
  callerIdOf,
  type DialResult,
  type DialTarget,
  NOT_DIALLED,
  refusal,
} from "@/local/carrier/engine/dial-plan";
import { DialSession } from "@/local/carrier/engine/dial-session";
import { recordingPath } from "@/local/carrier/engine/status-callback";
import { nouns } from "@/local/carrier/nouns/registry";
import { toE164 } from "@/local/carrier/phone-number";
import {
  flag,
  method,
  recordingCallback,
  resolveUrl,
  text,
  textOr,
  whole,
} from "@/local/carrier/twiml/attributes";
import { childElements } from "@/local/carrier/twiml/element";
import type { NounReading } from "@/local/carrier/twiml/noun";
import type { Document } from "@/local/carrier/twiml/source";
import { defineVerb, type Step } from "@/local/carrier/twiml/verb";
import { report } from "@/local/carrier/verbs/action";
import { dialRecording } from "@/local/carrier/verbs/dial-recording";

const attributes = z.object({
  action: text(),
  method: method(),
  timeout: whole(30),
  timeLimit: whole(14_400),
  hangupOnStar: flag(),
  callerId: text(),
  record: textOr("do-not-record"),
  recordingTrack: text(),
  answerOnBridge: flag(),
  sequential: flag(),
  ...recordingCallback,
});

/** Twilio lets it ring five seconds longer than asked. */
const EXTRA_RING_SECONDS = 5;

/** Connects the leg to other phones; afterwards the action decides, else the next verb. */
export const dial = defineVerb({
  name: "Dial",
  attributes,
  ignored: ["trim", "ringTone", "referUrl", "referMethod", "callReason"],
  children: [...nouns.keys()],
  scopes: ["main"],
  refusal: 13201,
  answers: ({ answerOnBridge }, isFirst) => !(isFirst && answerOnBridge),
  async run(step, given) {
    const { flow, document } = step;
    const result = await connect(step, given);
    const { action } = given;
    return await report(flow, {
      url: action === "" ? document.url : action && resolveUrl(action.trim(), document.url),
      method: given.method,
      params: resultParams(flow.call, result),
    });
  },
});

async function connect(step: Step, given: z.infer<typeof attributes>): Promise<DialResult> {
  const { flow, document, element, runFlow } = step;
  const { call } = flow;
  const readings = readNouns(element, call, document);
  const timeout = Math.min(600, Math.max(5, given.timeout));
  const limits = {
    timeoutMs: (timeout + EXTRA_RING_SECONDS) * 1000,
    timeLimitMs: given.timeLimit * 1000,
    hangupOnStar: given.hangupOnStar,
  };
  const space = readings.find((reading) => reading.kind === "space");
  if (space) return await space.enter({ flow, runFlow, ...limits });
  const targets = readings.flatMap((reading): DialTarget[] =>
    reading.kind === "phone" ? [reading.target] : [],
  );
  const refused = refusal(call, targets, given.callerId);
  if (refused) {
    call.warn(refused.code, refused.message);
    return NOT_DIALLED;
  }
  const plan = {
    ...limits,
    callerId: callerIdOf(call, given.callerId),
    targets,
    isSequential: given.sequential,
    recording: dialRecording(given, document.url),
  };
  return await new DialSession(flow, plan, runFlow).run();
}

function readNouns(element: Element, call: Call, document: Document): NounReading[] {
  const children = childElements(element);
  if (children.length > 0) {
    return children.flatMap((child) => {
      const reading = nouns.get(child.tagName)?.read(child, call, document);
      return reading ? [reading] : [];
    });
  }
  const text = (element.textContent ?? "").trim();
  if (!text) return [];
  const to = toE164(text) ?? text;
  return [{ kind: "phone", target: { to, target: null, whisper: null, parameters: [] } }];
}

function resultParams({ account }: Call, result: DialResult): [string, string][] {
  const params: [string, string][] = [["DialCallStatus", result.status]];
  if (result.isBridged !== null) params.push(["DialBridged", String(result.isBridged)]);
  if (result.child) params.push(["DialCallSid", result.child.sid]);
  if (result.child?.seconds) params.push(["DialCallDuration", String(result.child.seconds)]);
  if (result.child?.sipCallId) {
    params.push(
      ["DialSipCallId", result.child.sipCallId],
      ["DialSipResponseCode", String(result.child.sipCode)],
    );
  }
  if (result.recordingSid) {
    const path = recordingPath(account.sid, result.recordingSid);
    params.push(["RecordingUrl", `${account.origin()}${path}`]);
  }
  return params;
}
