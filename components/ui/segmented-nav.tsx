"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** Links between the sub-pages of a page; the one being shown is marked. */
export function SegmentedNav({
  label,
  links,
}: {
  label: string;
  links: { href: string; label: string }[];
}) {
  const path = usePathname();
  const list = useRef<HTMLUListElement>(null);
  // On a phone the row is longer than the screen.
  useEffect(() => {
    const shown = list.current?.querySelector(`[aria-current][href="${path}"]`);
    shown?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return (
    <nav
      aria-label={label}
      className="-mx-4 mb-6 overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0"
    >
      <ul ref={list} className="flex md:gap-1">
        {links.map(({ href, label }) => {
          const current = path === href || path.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? "page" : undefined}
                className={clsx(
                  "-mb-px flex h-11 items-center border-b-2 px-2 text-sm md:px-3 font-medium whitespace-nowrap transition-colors -outline-offset-2 md:h-10",
                  current
                    ? "border-accent-text text-ink"
                    : "border-transparent text-muted hover:text-ink",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
