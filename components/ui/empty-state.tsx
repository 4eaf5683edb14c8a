import type { ReactNode } from "react";

/** What a list shows when it is empty: what it is for, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  isPage = false,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It is all that the page shows, so its title is the page's. */
  isPage?: boolean;
}) {
  const Title = isPage ? "h1" : "h2";
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      {icon && (
        <span
          aria-hidden
          className="mb-4 flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent-text [&>svg]:size-5"
        >
          {icon}
        </span>
      )}
      <Title className="text-[15px] font-semibold text-ink">{title}</Title>
      {children && <p className="mt-1 max-w-sm text-sm text-balance text-muted">{children}</p>}
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
