import { Notice } from "@/components/ui/notice";

/** How many callers talk with voice agents now, of how many may. */
export function Seats({ taken, seats }: { taken: number; seats: number }) {
  if (taken < seats) {
    return (
      <p className="text-sm text-muted tabular-nums">
        {taken} of {seats} places taken
      </p>
    );
  }
  return (
    <Notice tone="warn">
      {seats === 1 ? "The one place is taken" : `All ${seats} places are taken`}: callers go on to
      the next step of their route.
    </Notice>
  );
}
