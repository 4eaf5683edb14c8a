import { Merge, Phone, PhoneForwarded, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { BarControl } from "@/lib/call-control/bar";

type Transfer = NonNullable<BarControl["transfer"]>;
type Action = "complete" | "take_back" | "merge";

const sentences: Record<Transfer["state"], (who: string) => string> = {
  ringing: (who) => `Ringing ${who}. The customer hears music.`,
  talking: (who) => `You're talking with ${who}. The customer hears music.`,
  gone: (who) => `${who} isn't there. The customer hears music.`,
};

/** A transfer that the two talk about first: who is asked, and how it may go on. */
export function TransferStatus({
  transfer: { who, state, isMine },
  pending,
  onChoose,
}: {
  transfer: Transfer;
  pending: boolean;
  onChoose: (action: Action) => void;
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">Transfer to {who}</legend>
      <p aria-live="polite" className="flex w-full items-center gap-1.5 text-[13px] text-muted">
        <Phone aria-hidden className="size-3.5 shrink-0" />
        {isMine ? sentences[state](who) : "You are being asked to take this call."}
      </p>
      {state === "talking" && isMine && (
        <Button size="sm" variant="primary" disabled={pending} onClick={() => onChoose("complete")}>
          <PhoneForwarded aria-hidden className="size-4" />
          Hand over
        </Button>
      )}
      {state === "talking" && (
        <Button size="sm" disabled={pending} onClick={() => onChoose("merge")}>
          <Merge aria-hidden className="size-4" />
          Talk together
        </Button>
      )}
      {isMine && (
        <Button size="sm" disabled={pending} onClick={() => onChoose("take_back")}>
          <Undo2 aria-hidden className="size-4" />
          {state === "ringing" ? "Cancel transfer" : "Back to the customer"}
        </Button>
      )}
    </fieldset>
  );
}
