import type { ReactNode } from "react";

/** A small button of a call, and below it why it could not do what was asked. */
export function WithProblem({ problem, children }: { problem?: string; children: ReactNode }) {
  return (
    <div className="flex max-w-44 flex-col items-end gap-1">
      {children}
      {problem && (
        <p role="alert" className="text-right text-xs text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
