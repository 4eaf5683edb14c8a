import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { releaseNumber } from "@/lib/numbers/actions";

/** Gives a number back to Twilio, once it was said what depends on it. */
export function ReleaseNumber({
  id,
  spoken,
  dependents,
}: {
  id: string;
  spoken: string;
  dependents: string[];
}) {
  return (
    <ConfirmDialog
      trigger={<Button variant="danger">Release…</Button>}
      title={`Release ${spoken} for good?`}
      description="You can't get it back once someone else has it. Its calls and messages stay in Ringbook."
      confirmLabel="Release number"
      danger
      action={releaseNumber}
      fields={{ id }}
    >
      {dependents.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-5 text-sm text-muted">
          {dependents.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
}
