import { clsx } from "clsx";
import { Users } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

type Tab = { id: string; name: string; is_shared: boolean };

/** The saved views above the list, after all contacts; `children` are what can be done with one. */
export function ViewTabs({
  views,
  open,
  children,
}: {
  views: Tab[];
  open: string | undefined;
  children: ReactNode;
}) {
  const link = (href: string, name: ReactNode, current: boolean) => (
    <Link
      href={href}
      prefetch={false}
      aria-current={current ? "page" : undefined}
      className={clsx(
        "flex h-11 max-w-56 items-center gap-1.5 border-b-2 px-2.5 text-sm whitespace-nowrap md:h-9",
        current
          ? "border-accent font-medium text-ink"
          : "border-transparent text-muted hover:text-ink",
      )}
    >
      {name}
    </Link>
  );
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-2 border-b border-line md:flex-nowrap">
      <nav aria-label="Views" className="min-w-0 overflow-x-auto">
        <ul className="flex">
          <li>{link("/contacts", "All contacts", open === undefined)}</li>
          {views.map(({ id, name, is_shared }) => (
            <li key={id}>
              {link(
                `/contacts?view=${id}`,
                <>
                  <span className="truncate">{name}</span>
                  {is_shared && <Users aria-hidden className="size-3.5 shrink-0" />}
                  {is_shared && <span className="sr-only"> (shared)</span>}
                </>,
                open === id,
              )}
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  );
}
