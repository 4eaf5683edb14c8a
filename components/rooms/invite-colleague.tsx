"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { ChooseSomebody } from "@/components/call-control/choose-somebody";
import { askApi } from "@/components/calls/ask-api";
import { CopyButton } from "@/components/ui/copy-button";

/** Asks a colleague into the room that the reader is in: their desk rings, where it is open. */
export function InviteColleague({ callId }: { callId: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [said, setSaid] = useState<{ words: string; isProblem: boolean } | null>(null);

  function invite(userId: string) {
    if (pending) return;
    setSaid(null);
    start(async () => {
      const answer = await askApi(`/api/rooms/${callId}/invite`, { userId });
      if (!answer.success) return setSaid({ words: answer.error.message, isProblem: true });
      if (answer.message) setSaid({ words: answer.message, isProblem: false });
      start(() => router.refresh());
    });
  }

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <ChooseSomebody
        purpose="invite"
        label="Invite"
        icon={UserPlus}
        disabled={pending}
        onChoose={(to) => {
          if ("userId" in to) invite(to.userId);
        }}
      />
      {said && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <p
            role={said.isProblem ? "alert" : "status"}
            className={`text-[13px] ${said.isProblem ? "text-danger-text" : "text-muted"}`}
          >
            {said.words}
          </p>
          {!said.isProblem && (
            <CopyButton
              text={`${window.location.origin}/calls/${callId}`}
              label="Copy link to this call"
              shown="Copy link"
            />
          )}
        </div>
      )}
    </div>
  );
}
