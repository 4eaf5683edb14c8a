"use client";

import { Phone } from "lucide-react";
import { AnswerElsewhere } from "@/components/softphone/answer-elsewhere";
import { send, usePhone } from "@/components/softphone/browser-phone";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/**
 * Answers a call that rings in this browser. While one is talked on, it asks first: the Voice SDK
 * has one call at a time, so answering ends the other. Of one that rings elsewhere alone,
 * `saysWhere` says so.
 */
export function AnswerButton({
  callId,
  saysWhere = false,
}: {
  callId: string;
  saysWhere?: boolean;
}) {
  const { talk, incoming } = usePhone();
  if (!incoming.includes(callId)) return saysWhere ? <AnswerElsewhere /> : null;
  const answer = () => send({ kind: "answer", callId });
  if (!talk) {
    return (
      <Button variant="primary" size="sm" aria-keyshortcuts="a" onClick={() => void answer()}>
        <Phone aria-hidden className="size-4" />
        Answer
      </Button>
    );
  }
  return (
    <ConfirmDialog
      trigger={
        <Button variant="primary" size="sm">
          <Phone aria-hidden className="size-4" />
          Hang up and answer
        </Button>
      }
      title="End the call you're on?"
      description="Answering this one ends it. To keep it, decline this one: the caller is passed on."
      confirmLabel="End it and answer"
      action={async () => {
        await answer();
        return { kind: "done", saved: true };
      }}
    />
  );
}
