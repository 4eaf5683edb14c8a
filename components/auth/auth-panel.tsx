import type { ReactNode } from "react";

/** One step on the way in: a title, a form, and the other ways below it. */
export function AuthPanel({
  title,
  description,
  footer,
  children,
}: {
  title: string;
  description?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <>
      <div className="rounded-2xl border border-line bg-surface p-6 sm:p-8">
        <h1 className="text-lg font-semibold tracking-tight text-ink">{title}</h1>
        {description && <div className="mt-1 text-sm text-muted">{description}</div>}
        {children && <div className="mt-6">{children}</div>}
      </div>
      {footer && <div className="mt-5 text-center text-sm text-muted">{footer}</div>}
    </>
  );
}
