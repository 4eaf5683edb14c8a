"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { NotificationRow } from "@/components/notifications/notification-row";
import { sendRead } from "@/components/notifications/send-read";
import { useNewest } from "@/components/notifications/use-newest";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";

/**
 * The newest notifications beside the bell. Rows by j, k and the arrow keys; Esc closes. `version`
 * changes when there is something new to read.
 */
export function Panel({ version, onClose }: { version: string; onClose: () => void }) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  const { notifications, failed } = useNewest(version);
  const newest = notifications?.[0]?.created_at;
  const anyUnread = notifications?.some(({ read_at }) => read_at === null);
  const [focused, setFocused] = useState(false);

  useEffect(() => {
    if (!notifications || focused) return;
    setFocused(true);
    (panel.current?.querySelector<HTMLElement>("li a") ?? panel.current)?.focus();
  }, [notifications, focused]);

  useEffect(() => {
    // On top of everything, whatever stands around the bell.
    panel.current?.showPopover();
    const onPointer = ({ target }: PointerEvent) => {
      const bell = target instanceof Element && target.closest('a[href="/notifications"]');
      if (target instanceof Node && !panel.current?.contains(target) && !bell) close.current();
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, []);

  function onKey(event: KeyboardEvent) {
    if (event.key === "Escape") return onClose();
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(panel.current, by);
  }

  return (
    <div
      ref={panel}
      popover="manual"
      role="dialog"
      aria-label="Notifications"
      tabIndex={-1}
      onKeyDown={onKey}
      className="inset-auto top-14 left-3 m-0 flex max-h-[min(36rem,calc(100dvh-5rem))] w-96 flex-col overflow-hidden rounded-xl border border-line bg-raised text-ink shadow-lg outline-none"
    >
      <div className="flex items-center justify-between border-b border-line px-5 py-2.5">
        <h2 className="text-sm font-semibold">Notifications</h2>
        {anyUnread && newest && (
          <Button size="sm" onClick={() => void sendRead({ until: newest })}>
            Mark all as read
          </Button>
        )}
      </div>
      <div className="min-h-24 flex-1 overflow-y-auto">
        {!notifications && !failed && (
          <p className="flex justify-center p-8">
            <Spinner />
            <span className="sr-only">Loading</span>
          </p>
        )}
        {failed && !notifications && (
          <p role="alert" className="p-6 text-center text-sm text-muted">
            The notifications couldn't be loaded. Close this and try again.
          </p>
        )}
        {notifications?.length === 0 && (
          <p className="p-8 text-center text-sm text-muted">Nothing yet.</p>
        )}
        {notifications && notifications.length > 0 && (
          <ul className="divide-y divide-line">
            {notifications.map((each) => (
              <NotificationRow key={each.id} notification={each} onOpen={onClose} />
            ))}
          </ul>
        )}
      </div>
      <div className="flex justify-between border-t border-line px-5 py-2.5 text-[13px] text-accent-text">
        <Link href="/notifications" onClick={onClose}>
          See all
        </Link>
        <Link href="/settings/notifications" onClick={onClose}>
          Settings
        </Link>
      </div>
    </div>
  );
}

function move(panel: HTMLElement | null, by: number) {
  const links = [...(panel?.querySelectorAll<HTMLElement>("li a") ?? [])];
  const row = document.activeElement?.closest("li");
  const at = links.findIndex((link) => link.closest("li") === row);
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}
