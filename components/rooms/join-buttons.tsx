"use client";

import { Headphones, LogIn } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useIsHere } from "@/components/softphone/use-is-here";
import { Button } from "@/components/ui/button";

/** Comes into the room of a call, to talk or only to listen; loads the way in with the click. */
export function JoinButtons({
  callId,
  userId,
  listens,
}: {
  callId: string;
  userId: string;
  /** Managers and admins may listen, unseen. */
  listens: boolean;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const isHere = useIsHere(callId);
  if (isHere) return <p className="text-sm text-muted">You are in this room.</p>;

  function enter(as: "join" | "listen") {
    if (pending) return;
    setProblem(null);
    start(async () => {
      const { joinInBrowser } = await import("@/components/rooms/join-in-browser");
      setProblem(await joinInBrowser(userId, callId, as));
      start(() => router.refresh());
    });
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap gap-2">
        <Button size="sm" variant="primary" pending={pending} onClick={() => enter("join")}>
          {!pending && <LogIn aria-hidden className="size-4" />}
          Join
        </Button>
        {listens && (
          <Button size="sm" disabled={pending} onClick={() => enter("listen")}>
            <Headphones aria-hidden className="size-4" />
            Listen
          </Button>
        )}
      </div>
      {problem && (
        <p role="alert" className="text-[13px] text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
