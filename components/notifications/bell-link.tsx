"use client";

import { Bell } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { iconButtonClass } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import type { NotificationView } from "@/lib/notifications/view";

const load = () => import("@/components/notifications/panel").then((file) => file.Panel);
const Panel = dynamic(load, { ssr: false });

/** Where there is no room for a panel, the bell leads to the page. */
const hasRoom = () => window.matchMedia("(min-width: 48rem)").matches;

/**
 * Opens the panel, which is loaded then; without script, and on phones, it is a link to the page.
 */
export function BellLink({
  userId,
  count,
  newest,
}: {
  userId: string;
  count: string;
  newest: NotificationView[];
}) {
  const [open, setOpen] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  // Changes with whatever the panel shows.
  const version = `${count} ${newest.map(({ id, created_at }) => id + created_at).join(" ")}`;

  const path = usePathname() ?? "";
  useEffect(() => {
    void import("@/components/notifications/show").then((file) =>
      file.showNew(userId, newest, path),
    );
  }, [userId, newest, path]);

  function onClick(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !hasRoom()) return;
    event.preventDefault();
    setOpen((was) => !was);
  }

  function close() {
    setOpen(false);
    link.current?.focus();
  }

  return (
    <>
      <Link
        ref={link}
        href="/notifications"
        prefetch={false}
        onClick={onClick}
        onPointerEnter={() => void load()}
        title="Notifications"
        aria-expanded={open}
        aria-keyshortcuts="i"
        data-key-name="Notifications"
        className={`${iconButtonClass} relative`}
      >
        <Bell aria-hidden className="size-5! md:size-4.5!" />
        <span className="sr-only">Notifications</span>
        {count !== "0" && (
          <span className="absolute top-0.5 left-1/2 min-w-4 rounded-full bg-danger px-1 text-center text-[11px] leading-4 font-medium text-white tabular-nums md:-top-1">
            {count}
            <span className="sr-only"> unread</span>
          </span>
        )}
      </Link>
      {open && <Panel version={version} onClose={close} />}
    </>
  );
}
