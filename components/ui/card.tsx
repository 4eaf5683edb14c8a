import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A bordered panel; with `title` it is a section with a heading, `actions` stand beside it. */
export function Card({
  title,
  description,
  actions,
  flush = false,
  className,
  children,
}: {
  title?: string;
  description?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <section
      className={clsx("overflow-hidden rounded-xl border border-line bg-surface", className)}
    >
      {title && (
        <header
          className={clsx(
            "flex flex-wrap justify-between gap-x-4 gap-y-2 px-5 pt-5",
            description ? "items-start" : "items-center",
            flush ? "pb-3" : !children && "pb-5",
          )}
        >
          <div className="min-w-0">
            <h2 className="text-[15px] font-semibold text-ink">{title}</h2>
            {description && <p className="mt-0.5 text-sm text-muted">{description}</p>}
          </div>
          {actions}
        </header>
      )}
      {children && <div className={flush ? undefined : "p-5"}>{children}</div>}
    </section>
  );
}
