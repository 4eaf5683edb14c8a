import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A small button of a call, and below it why it could not do what was asked. */
export function WithProblem({
  problem,
  className = "md:max-w-44",
  children,
}: {
  problem?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={clsx("flex flex-col items-stretch gap-1", className)}>
      {children}
      {problem && (
        <p role="alert" className="text-right text-xs text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
