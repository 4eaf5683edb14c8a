"use client";

import { Phone } from "lucide-react";
import { send, usePhone } from "@/components/softphone/browser-phone";
import { Button } from "@/components/ui/button";

/** Answers a call that rings in this browser; nothing for any other. */
export function AnswerButton({ callId }: { callId: string }) {
  const { talk, incoming } = usePhone();
  if (!incoming.includes(callId)) return null;
  return (
    <Button variant="primary" size="sm" onClick={() => void send({ kind: "answer", callId })}>
      <Phone aria-hidden className="size-4" />
      {talk ? "Hang up and answer" : "Answer"}
    </Button>
  );
}
