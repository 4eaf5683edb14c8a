"use client";

import { PhoneOff } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { NoCall } from "@/components/do-not-call/no-call-body";

const NoCallBody = dynamic(
  () => import("@/components/do-not-call/no-call-body").then((file) => file.NoCallBody),
  { ssr: false },
);

/**
 * In place of the phone icon of a listed number (E.164): says `why` it cannot be called, and lets
 * managers change it.
 */
export function NoCallButton(listed: NoCall) {
  const [open, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  if (open && !wasOpen) setWasOpen(true);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={`Why ${listed.spoken} can't be called`}
        title="On your do-not-call list"
        onClick={() => setOpen(true)}
        className="relative z-10 inline-flex size-11 shrink-0 items-center justify-center rounded-lg bg-sunken text-muted transition-colors hover:text-ink md:size-8 [&>svg]:size-4"
      >
        <PhoneOff aria-hidden />
      </button>
      {wasOpen && <NoCallBody {...listed} open={open} onOpenChange={setOpen} />}
    </>
  );
}
