"use client";

import { Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { rememberLive } from "@/components/calls/seen-live";
import { Presence } from "@/components/colleagues/presence";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Colleague } from "@/lib/colleagues/schema";
import { presenceNames } from "@/lib/colleagues/words";
import { maxInvited } from "@/lib/rooms/limits";

type Person = Pick<Colleague, "user_id" | "name" | "presence" | "rings_on">;

const isThere = ({ presence }: Person) => presence === "available" || presence === "away";
/** A meeting has no telephones: only their browsers can ring. */
const canCome = (one: Person) => isThere(one) && one.rings_on !== null && one.rings_on !== "phone";

/** Chooses colleagues and rings their browsers; whoever starts the meeting is in it already. */
export function StartMeeting({
  userId,
  colleagues,
  isOpen,
}: {
  userId: string;
  colleagues: readonly Person[];
  /** The page was opened for it. */
  isOpen: boolean;
}) {
  const router = useRouter();
  const id = useId();
  const [open, setOpen] = useState(isOpen);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const invited = colleagues.filter((one) => chosen.includes(one.user_id) && canCome(one));

  function meet() {
    if (pending || invited.length === 0) return;
    setProblem(null);
    start(async () => {
      const { meetInBrowser } = await import("@/components/rooms/join-in-browser");
      const answer = await meetInBrowser(
        userId,
        invited.map(({ user_id }) => user_id),
      );
      if (!answer.success) return setProblem(answer.error.message);
      if (answer.callId) rememberLive(answer.callId);
      setOpen(false);
      setChosen([]);
      start(() => router.refresh());
    });
  }

  return (
    <Dialog
      trigger={
        <Button size="sm">
          <Users aria-hidden className="size-4" />
          Start a meeting
        </Button>
      }
      title="Start a meeting"
      description="Colleagues are rung in their browsers. No telephone is needed."
      open={open}
      onOpenChange={setOpen}
    >
      <fieldset className="flex flex-col">
        <legend className="sr-only">Colleagues</legend>
        {colleagues.length === 0 && (
          <p className="text-sm text-muted">You have no colleagues here yet.</p>
        )}
        {colleagues.map((one) => {
          const isChosen = chosen.includes(one.user_id);
          const isFull = invited.length >= maxInvited && !isChosen;
          return (
            <label
              key={one.user_id}
              htmlFor={`${id}-${one.user_id}`}
              className="flex min-h-11 items-center gap-3 text-sm text-ink"
            >
              <input
                id={`${id}-${one.user_id}`}
                type="checkbox"
                className="size-4 accent-accent"
                checked={isChosen && canCome(one)}
                disabled={!canCome(one) || isFull}
                onChange={({ currentTarget }) =>
                  setChosen((before) =>
                    currentTarget.checked
                      ? [...before, one.user_id]
                      : before.filter((user) => user !== one.user_id),
                  )
                }
              />
              <Presence of={one} />
              <span className="min-w-0 flex-1 truncate">{one.name}</span>
              <span className="text-[13px] text-muted">
                {isThere(one) && !canCome(one) ? "Not in the browser" : presenceNames[one.presence]}
              </span>
            </label>
          );
        })}
      </fieldset>
      {problem && (
        <p role="alert" className="mt-2 text-[13px] text-danger-text">
          {problem}
        </p>
      )}
      <div className="mt-4 flex justify-end">
        <Button variant="primary" pending={pending} disabled={invited.length === 0} onClick={meet}>
          {invited.length > 1 ? `Ring ${invited.length} colleagues` : "Ring them"}
        </Button>
      </div>
    </Dialog>
  );
}
