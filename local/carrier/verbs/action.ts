import { Stopped } from "@/local/carrier/engine/clock";
import type { Flow } from "@/local/carrier/engine/flow";
import { standardParams } from "@/local/carrier/engine/status-callback";
import type { Method } from "@/local/carrier/model";
import type { Next } from "@/local/carrier/twiml/source";
import { deliver } from "@/local/carrier/webhook/deliver";

/**
 * What follows a verb that has an action: the action's TwiML, or the next verb where there is none.
 * With the leg gone, the action is still requested and nobody hears its answer.
 */
export async function report(
  flow: Flow,
  action: {
    url: string | undefined;
    method: Method;
    params: [string, string][];
    /** Requested as well when the API has sent the leg elsewhere. */
    isOwedWhenRedirected?: boolean;
  },
): Promise<Next> {
  const { call } = flow;
  const { url, method, params } = action;
  flow.throwIfForgotten();
  const isOwed = call.isOver || (flow.signal.aborted && action.isOwedWhenRedirected);
  if (isOwed && url) {
    void deliver(call.account, {
      kind: "twiml",
      url,
      method,
      params: [...standardParams(call), ...params],
      callSid: call.sid,
      event: call.data.status,
    });
  }
  if (flow.signal.aborted) throw new Stopped();
  return url ? { kind: "go", source: { url, method, params } } : undefined;
}
