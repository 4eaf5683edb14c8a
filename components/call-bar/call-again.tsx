"use client";

import { Phone } from "lucide-react";
import { usePlaceCall } from "@/components/calls/use-place-call";
import { Button } from "@/components/ui/button";

/** Calls the number (E.164) of an ended call once more. */
export function CallAgain({
  to,
  contactId,
  onPlaced,
}: {
  to: string;
  contactId?: string;
  onPlaced: () => void;
}) {
  const { place, pending, problem } = usePlaceCall(onPlaced);
  return (
    <>
      <Button size="sm" pending={pending} onClick={() => place({ to, contactId })}>
        {!pending && <Phone aria-hidden className="size-4" />}
        Call again
      </Button>
      {problem}
    </>
  );
}
