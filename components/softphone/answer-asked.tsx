"use client";

import { useEffect } from "react";
import { takeAsked } from "@/components/call-control/asked-here";
import { send, usePhone } from "@/components/softphone/browser-phone";

/** Answers by itself what was asked for in this tab: a click on Listen is an answer already. */
export function AnswerAsked({ callId }: { callId: string }) {
  const { incoming } = usePhone();
  const rings = incoming.includes(callId);
  useEffect(() => {
    if (rings && takeAsked(callId)) void send({ kind: "answer", callId });
  }, [rings, callId]);
  return null;
}
