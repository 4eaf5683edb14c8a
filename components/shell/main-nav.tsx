"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { MorePlaces } from "@/components/shell/more-places";
import { isAt, placesFor } from "@/components/shell/places";
import { LinkPending } from "@/components/ui/link-pending";
import type { Role } from "@/lib/auth/member";

/** The main pages with their badges: down the side on wide screens, along the bottom on phones. */
export function MainNav({ badges, role }: { badges: Record<string, ReactNode>; role: Role }) {
  const path = usePathname() ?? "";
  const places = placesFor(role);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:static md:border-0 md:bg-transparent md:pb-0"
    >
      <ul className="flex md:flex-col md:gap-0.5 md:px-3">
        {places.map(({ href, label, Icon, isMinor }) => {
          const current = isAt(path, href);
          return (
            <li key={href} className={clsx("flex-1", isMinor && "max-md:hidden")}>
              <Link
                href={href}
                prefetch={false}
                aria-current={current ? "page" : undefined}
                className={clsx(
                  "relative flex h-14 flex-col items-center justify-center gap-1 text-xs font-medium transition-colors -outline-offset-2",
                  "md:h-9 md:flex-row md:justify-start md:gap-2.5 md:rounded-lg md:px-2.5 md:text-sm",
                  current
                    ? "text-accent-text md:bg-accent-soft"
                    : "text-muted hover:text-ink md:hover:bg-sunken",
                )}
              >
                <Icon aria-hidden className="size-5 md:size-4" />
                {label}
                <LinkPending className="max-md:absolute max-md:top-1 max-md:right-1 md:order-1" />
                <span className="max-md:absolute max-md:top-1 max-md:left-[calc(50%+0.25rem)] md:ml-auto">
                  {badges[href]}
                </span>
              </Link>
            </li>
          );
        })}
        <li className="flex-1 md:hidden">
          <MorePlaces places={places.filter(({ isMinor }) => isMinor)} badges={badges} />
        </li>
      </ul>
    </nav>
  );
}
