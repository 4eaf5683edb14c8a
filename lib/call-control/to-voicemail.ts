import "server-only";
import type { Member } from "@/lib/auth/member";
import { ask, keyOf } from "@/lib/call-control/ask";
import { askingLeg, customerOf, Moved, note, redirect } from "@/lib/call-control/moves";
import { controlRefused } from "@/lib/call-control/refusals";
import { readRung } from "@/lib/call-control/rung";
import { takeMessage } from "@/lib/voice/decide-control";

/**
 * Sends a caller who rings a person, and nobody else, to the person's voicemail. Throws AppError
 * 403, 404, 409, or 502 when Twilio refuses.
 */
export async function sendToVoicemail(member: Member, callId: string): Promise<void> {
  const { user_id } = member;
  const rung = await readRung(member, callId);
  if (rung && !rung.isAlone) throw controlRefused("rings_several");
  const own = { to: "voicemail", user_id, unanswered: true } as const;
  await ask(member, callId, { kind: "transfer", mode: "cold", ...own }, async (asked) => {
    const caller = customerOf(asked);
    const box = { space: "voicemail", call_sid: caller.call_sid } as const;
    const entered = { ...box, entered_at: asked.now.toISOString() };
    const step = { kind: "sent_to_voicemail", facts: { user_id } };
    await note(asked, keyOf(asked), asked.now, { spans: [entered], step });
    try {
      await redirect(asked, caller.call_sid, takeMessage(askingLeg(asked, caller), user_id));
    } catch (error) {
      if (!(error instanceof Moved)) {
        const left = { ...box, left_at: asked.now.toISOString() };
        await note(asked, `${keyOf(asked)}:failed`, asked.now, { spans: [left] });
      }
      throw error;
    }
  });
}
