"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { LinkPending } from "@/components/ui/link-pending";

export type NavGroup = { title: string; links: { href: string; label: string }[] };

/**
 * Links between the sub-pages of a page, in groups: a column beside it, on a phone a row above it.
 * The one being shown is marked.
 */
export function SideNav({ label, groups }: { label: string; groups: NavGroup[] }) {
  const path = usePathname() ?? "";
  const row = useRef<HTMLElement>(null);
  const shown = groups.flatMap(({ links }) => links).find(({ href }) => isWithin(path, href))?.href;

  useEffect(() => {
    const current = shown && row.current?.querySelector<HTMLElement>("[aria-current]");
    if (row.current && current) {
      row.current.scrollLeft =
        current.offsetLeft - (row.current.clientWidth - current.clientWidth) / 2;
    }
  }, [shown]);

  return (
    <nav
      ref={row}
      aria-label={label}
      className="relative -mx-4 mb-6 flex overflow-x-auto border-b border-line px-4 md:sticky md:top-8 md:mx-0 md:mb-0 md:flex-col md:gap-5 md:self-start md:border-0 md:px-0"
    >
      {groups.map(({ title, links }) => (
        <section key={title} aria-label={title} className="flex shrink-0 md:flex-col">
          <h2 className="hidden px-3 pb-1 text-xs font-medium text-faint md:block">{title}</h2>
          <ul className="flex md:flex-col md:gap-0.5">
            {links.map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  prefetch={false}
                  aria-current={href === shown ? "page" : undefined}
                  className={clsx(
                    "relative flex h-11 items-center border-b-2 px-2.5 text-sm font-medium whitespace-nowrap transition-colors -outline-offset-2",
                    "md:h-8.5 md:rounded-lg md:border-0 md:px-3",
                    href === shown
                      ? "border-accent-text text-ink md:bg-accent-soft md:text-accent-text"
                      : "border-transparent text-muted hover:text-ink md:hover:bg-sunken",
                  )}
                >
                  {label}
                  <LinkPending className="ml-auto max-md:absolute max-md:top-1 max-md:right-0 max-md:size-3" />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
