import type { ApiAnswer } from "@/components/calls/api-answer";
import { askApi, newKey } from "@/components/calls/ask-api";
import { goOnline, send } from "@/components/softphone/browser-phone";
import { problemSentences } from "@/components/softphone/problem";
import type { ProblemCode } from "@/components/softphone/state";

/**
 * Places a call from this browser, going online first where it is not. Its row is made first, by
 * the server, which checks limits and do-not-call; a call that this browser cannot connect is ended
 * again.
 */
export async function placeInBrowser(call: object): Promise<ApiAnswer> {
  const offline = await goOnline();
  if (offline) return refused(offline);
  const answer = await askApi("/api/calls/initiate", { ...call, device: "browser" }, newKey());
  if (!answer.success || !answer.callId) return answer;
  const problem = await send({ kind: "place", callId: answer.callId });
  if (!problem) return answer;
  await askApi(`/api/calls/${answer.callId}/hangup`);
  return refused(problem);
}

const refused = (code: ProblemCode): ApiAnswer => ({
  success: false,
  // This page does not know whether the person is an admin: it offers none of an admin's pages.
  error: { code, message: problemSentences[code], asksAdmin: true },
});
