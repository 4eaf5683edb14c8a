"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { ChooseSomebody } from "@/components/call-control/choose-somebody";
import { askApi } from "@/components/calls/ask-api";

/** Asks a colleague into the room that the reader is in: their desk rings. */
export function InviteColleague({ callId }: { callId: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);

  function invite(userId: string) {
    if (pending) return;
    setProblem(null);
    start(async () => {
      const answer = await askApi(`/api/rooms/${callId}/invite`, { userId });
      if (answer.success) start(() => router.refresh());
      else setProblem(answer.error.message);
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
      {problem && (
        <p role="alert" className="text-[13px] text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
