"use client";

import { Phone } from "lucide-react";
import { type PlacedCall, usePlaceCall } from "@/components/calls/use-place-call";
import { Button } from "@/components/ui/button";

/** Calls whom an ended call was with once more. */
export function CallAgain({
  call,
  words,
  onPlaced,
}: {
  call: PlacedCall;
  words: "Call again" | "Call back";
  onPlaced: () => void;
}) {
  const { place, pending, problem } = usePlaceCall(onPlaced);
  return (
    <>
      <Button size="sm" pending={pending} onClick={() => place(call)}>
        {!pending && <Phone aria-hidden className="size-4" />}
        {words}
      </Button>
      {problem}
    </>
  );
}
