import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { sendMessagesHere } from "@/lib/numbers/actions";
import { messagesFingerprint, planMessages } from "@/lib/numbers/decide";
import type { PhoneNumber } from "@/lib/numbers/store";
import { readAtTwilio, wantedMessages } from "@/lib/numbers/webhooks";
import type { MessageWebhooks as AtTwilio } from "@/lib/twilio/numbers";

/** Asks Twilio where the number's messages go, and offers to bring them here. */
export async function MessageWebhooks({ member, number }: { member: Member; number: PhoneNumber }) {
  const found = await readAtTwilio(member, number).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (found instanceof AppError) return <Notice tone="warn">{found.message}</Notice>;
  if (!found.sms) return <Notice>This number can’t send or receive texts.</Notice>;
  const { kind } = planMessages(found.messages, wantedMessages());
  if (kind === "set") return <Notice tone="ok">Incoming messages are routed to Ringbook.</Notice>;
  return (
    <div className="flex flex-col items-start gap-4">
      <Notice tone="warn">
        {kind === "free"
          ? "Incoming messages aren’t routed yet."
          : `Incoming messages are routed somewhere else: ${goesTo(found.messages)}`}
      </Notice>
      <ConfirmDialog
        trigger={<Button variant="primary">Route messages to Ringbook</Button>}
        title="Route this number’s messages to Ringbook?"
        description={
          kind === "free"
            ? "Twilio will send this number’s messages to Ringbook."
            : `This replaces what is set at Twilio: ${goesTo(found.messages)}. Keep a note of it if you may want it back.`
        }
        confirmLabel={kind === "free" ? "Route messages" : "Replace"}
        action={sendMessagesHere}
        fields={{ id: number.id, seen: messagesFingerprint(found.messages) }}
      />
    </div>
  );
}

function goesTo({ sms_application_sid, sms_url }: AtTwilio): string {
  return sms_application_sid ? `the TwiML app ${sms_application_sid}` : sms_url;
}
