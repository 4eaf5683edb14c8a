import type { Element } from "@xmldom/xmldom";
import { attribute, methodAttribute, urlAttribute } from "@/local/carrier/engine/attributes";
import { Stopped } from "@/local/carrier/engine/clock";
import { planDial } from "@/local/carrier/engine/dial-plan";
import { type DialResult, DialSession } from "@/local/carrier/engine/dial-session";
import type { Document } from "@/local/carrier/engine/document";
import type { Flow, Next } from "@/local/carrier/engine/flow";
import { recordingPath, standardParams } from "@/local/carrier/engine/status-callback";
import { deliver } from "@/local/carrier/webhook/deliver";

/** Connects the leg to other phones; afterwards the action decides, else the next verb. */
export async function dial(flow: Flow, verb: Element, document: Document): Promise<Next> {
  const { call } = flow;
  const plan = planDial(call, verb, document);
  let result: DialResult = { status: "failed", child: null, isBridged: false, recordingSid: null };
  if (plan.kind === "refused") call.warn(plan.code, plan.message);
  else result = await new DialSession(flow, plan).run();

  const action =
    attribute(verb, "action") === "" ? document.url : urlAttribute(verb, "action", document);
  const method = methodAttribute(verb);
  if (call.isOver && action) {
    // Nobody is left to hear the answer, but the request is still made.
    void deliver(call.account, {
      kind: "twiml",
      url: action,
      method,
      params: [...standardParams(call), ...dialParams(flow, result)],
      callSid: call.sid,
      event: call.data.status,
    });
  }
  if (flow.signal.aborted) throw new Stopped();
  if (!action) return undefined;
  return { kind: "go", source: { url: action, method, params: dialParams(flow, result) } };
}

function dialParams(flow: Flow, result: DialResult): [string, string][] {
  const { account } = flow.call;
  const params: [string, string][] = [
    ["DialCallStatus", result.status],
    ["DialBridged", String(result.isBridged)],
  ];
  if (result.child) params.push(["DialCallSid", result.child.sid]);
  if (result.child?.seconds) params.push(["DialCallDuration", String(result.child.seconds)]);
  if (result.recordingSid) {
    params.push([
      "RecordingUrl",
      `${account.origin()}${recordingPath(account.sid, result.recordingSid)}`,
    ]);
  }
  return params;
}
