import type { ReactNode } from "react";

/** A form of settings, and below it what removes them, where there are any. */
export function WithRemoval({ removal, children }: { removal: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4">
      {children}
      {removal && <div className="border-t border-line pt-4">{removal}</div>}
    </div>
  );
}
