import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { noTwilio } from "@/lib/calls/existing";
import { AppError } from "@/lib/core/errors";
import { callMachine } from "@/lib/db/machine/connection";
import { recordEvent } from "@/lib/record/event";
import { createRecording } from "@/lib/recordings/create";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { isOver, refusalSentence, twilioFailure } from "@/lib/twilio/refusal";

type Refused = "call_not_found" | "not_your_call" | "not_recorded" | "not_talking";

const refusals: Record<Refused, [kind: "not_found" | "forbidden" | "conflict", words: string]> = {
  call_not_found: ["not_found", "This call doesn't exist."],
  not_your_call: [
    "forbidden",
    "Only the person on the call, or a manager, can pause its recording.",
  ],
  not_recorded: ["conflict", "This call isn't being recorded."],
  not_talking: ["conflict", "The recording can be paused while you're talking."],
};

function refuse(code: Refused, cause?: unknown): AppError {
  const [kind, words] = refusals[code];
  return new AppError(kind, code, words, { cause });
}

const Control = z
  .union([
    z.object({
      refused: z.enum(["call_not_found", "not_your_call", "not_recorded", "not_talking"]),
    }),
    z.object({
      account_sid: z.string(),
      auth_token_ciphertext: z.string(),
      call_sid: z.string(),
      changes: z.number(),
      is_paused: z.boolean(),
    }),
  ])
  .nullable();

/**
 * Pauses the recording of a live call, which is silent meanwhile, or resumes it; nothing where it
 * is so already. The pause is an event of the call. Throws AppError 404, 403, 409, or 502 when
 * Twilio refuses.
 */
export async function changeRecording(
  member: Member,
  callId: string,
  action: "pause" | "resume",
): Promise<void> {
  const { tenant, user_id } = member;
  const control = Control.parse(
    await callMachine(
      (sql) => sql`select machine.recording_control(${tenant.id}, ${user_id}, ${callId}) as result`,
    ),
  );
  if (!control) throw noTwilio();
  if ("refused" in control) throw refuse(control.refused);
  if (control.is_paused === (action === "pause")) return;
  await askTwilio(tenant.id, callId, control, action);
  const now = new Date().toISOString();
  const kind = action === "pause" ? "recording_paused" : "recording_resumed";
  await recordEvent(tenant.id, {
    type: action === "pause" ? "rest.pause" : "rest.resume",
    dedupe_key: `recording:${callId}:${control.changes}`,
    ...{ call_id: callId, occurred_at: now, received_at: now },
    step: { kind, facts: { user_id } },
    data: { user_id },
  });
}

type Recorded = { account_sid: string; auth_token_ciphertext: string; call_sid: string };

async function record(tenantId: string, callId: string, control: Recorded): Promise<void> {
  try {
    const client = twilioClient(openCredentials(tenantId, control));
    await createRecording(client, callId, control.call_sid);
  } catch (error) {
    const message = "The recording couldn't be resumed. Try again.";
    throw new AppError("upstream", "twilio_recording_failed", message, { cause: error });
  }
}

async function askTwilio(
  tenantId: string,
  callId: string,
  control: Recorded,
  action: "pause" | "resume",
): Promise<void> {
  const client = twilioClient(openCredentials(tenantId, control));
  // https://www.twilio.com/docs/voice/api/recording#update-a-recording-resource
  const recording = client.calls(control.call_sid).recordings("Twilio.CURRENT");
  try {
    if (action === "resume") await recording.update({ status: "in-progress" });
    else await recording.update({ status: "paused", pauseBehavior: "silence" });
  } catch (error) {
    const failure = twilioFailure(error);
    if (isOver(failure)) {
      if (action === "pause") throw refuse("not_recorded", error);
      // The call has moved while it was paused: nothing was recorded from then on.
      return record(tenantId, callId, control);
    }
    const message =
      failure.kind === "refused"
        ? refusalSentence(failure.code)
        : `Twilio can't be reached right now. The recording may not be ${action}d.`;
    throw new AppError("upstream", "twilio_recording_failed", message, { cause: error });
  }
}
