import type { ApiAnswer } from "@/components/calls/api-answer";
import { askApi } from "@/components/calls/ask-api";
import { phoneNow, send, startPhone } from "@/components/softphone/browser-phone";
import { noteVisit } from "@/components/softphone/enabled";
import { askForMicrophone } from "@/components/softphone/microphone";
import { problemSentences } from "@/components/softphone/problem";
import type { ProblemCode } from "@/components/softphone/state";

/**
 * Comes into the room of a call, also where this browser is no phone of the person's otherwise.
 * Gives what stood in the way, in words.
 */
export async function joinInBrowser(
  userId: string,
  callId: string,
  as: "join" | "listen",
): Promise<string | null> {
  noteVisit();
  startPhone(userId);
  const problem = await send({ kind: "join", callId, as });
  return problem && (phoneNow().problemWords ?? problemSentences[problem]);
}

/**
 * Starts a meeting, which rings these colleagues, and comes into it. Without a microphone nobody
 * is rung.
 */
export async function meetInBrowser(userId: string, userIds: string[]): Promise<ApiAnswer> {
  const deaf = await askForMicrophone();
  if (deaf) return refused(deaf, problemSentences[deaf]);
  const answer = await askApi("/api/rooms", { userIds });
  if (!answer.success || !answer.callId) return answer;
  const words = await joinInBrowser(userId, answer.callId, "join");
  if (words === null) return answer;
  await askApi(`/api/calls/${answer.callId}/hangup`);
  return refused("call_failed", words);
}

const refused = (code: ProblemCode, message: string): ApiAnswer => ({
  success: false,
  error: { code, message },
});
