import type { ComponentProps, ReactNode } from "react";
import { Link } from "@/components/ui/link";

const itemClass =
  "flex min-h-10 w-full items-center gap-2.5 rounded-md px-2.5 text-left text-sm text-ink select-none hover:bg-line focus-visible:bg-line focus-visible:-outline-offset-2 md:min-h-8 [&>svg]:size-4 [&>svg]:text-muted";

/** Does `action`, by a form with these `fields`: also before JavaScript has loaded. */
export function MenuItem({
  action,
  fields = {},
  children,
}: {
  action: ComponentProps<"form">["action"];
  fields?: Record<string, string>;
  children: ReactNode;
}) {
  return (
    <form action={action} role="none">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" role="menuitem" className={itemClass}>
        {children}
      </button>
    </form>
  );
}

/** Does something in the page, such as opening a dialog. */
export function MenuButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" role="menuitem" onClick={onClick} className={itemClass}>
      {children}
    </button>
  );
}

export function MenuLink({
  href,
  isCurrent = false,
  children,
}: {
  href: string;
  isCurrent?: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      role="menuitem"
      aria-current={isCurrent ? "page" : undefined}
      className={`${itemClass} aria-[current]:font-medium aria-[current]:text-accent-text`}
    >
      {children}
    </Link>
  );
}
