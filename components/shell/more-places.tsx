"use client";

import { clsx } from "clsx";
import { Ellipsis } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isAt, type Place } from "@/components/shell/places";
import { Menu } from "@/components/ui/menu";
import { MenuLink } from "@/components/ui/menu-item";

/** On a phone, whose bottom row has no room for them: the other main pages, with their badges. */
export function MorePlaces({
  places,
  badges,
}: {
  places: Place[];
  badges: Record<string, ReactNode>;
}) {
  const path = usePathname() ?? "";
  const current = places.find(({ href }) => isAt(path, href));
  const badge = places.map(({ href }) => badges[href]).find(Boolean);
  return (
    <Menu
      className={clsx(
        "relative flex h-14 w-full flex-col items-center justify-center gap-1 text-xs -outline-offset-2",
        current ? "font-semibold text-accent-text" : "font-medium text-muted hover:text-ink",
      )}
      face={
        <>
          <Ellipsis aria-hidden className="size-5" />
          <span className={clsx(current && "underline underline-offset-4")}>More</span>
          {current && <span className="sr-only">: {current.label} is the current page</span>}
          <span className="absolute top-1 left-[calc(50%+0.25rem)]">{badge}</span>
        </>
      }
    >
      {places.map(({ href, label, Icon }) => (
        <MenuLink key={href} href={href} isCurrent={href === current?.href}>
          <Icon aria-hidden />
          {label}
          <span className="ml-auto">{badges[href]}</span>
        </MenuLink>
      ))}
    </Menu>
  );
}
