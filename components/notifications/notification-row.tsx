"use client";

import { clsx } from "clsx";
import { kindIcon } from "@/components/notifications/kind-icon";
import { sendRead } from "@/components/notifications/send-read";
import { Link } from "@/components/ui/link";
import type { NotificationView } from "@/lib/notifications/view";

/** A notification as a link to its subject; whoever follows it has read it. */
export function NotificationRow({
  notification,
  onOpen,
}: {
  notification: NotificationView;
  onOpen?: () => void;
}) {
  const { id, kind, sentence, href, created_at, read_at, when } = notification;
  const Icon = kindIcon(kind);
  const unread = read_at === null;

  function open() {
    if (unread) void sendRead({ ids: [id] });
    onOpen?.();
  }

  return (
    <li data-row className="relative flex items-start gap-3 px-4 py-3 hover:bg-sunken md:px-5">
      <span
        className={clsx(
          "direction",
          unread ? "bg-accent-soft text-accent-text" : "bg-sunken text-muted",
        )}
      >
        <Icon aria-hidden />
      </span>
      <span className="min-w-0 flex-1">
        <Link
          href={href}
          prefetch={false}
          onClick={open}
          className={clsx(
            "block text-sm break-words after:absolute after:inset-0 -outline-offset-2",
            unread ? "font-medium text-ink" : "text-muted",
          )}
        >
          {unread && <span className="sr-only">Unread: </span>}
          {sentence}
        </Link>
        <time dateTime={created_at} className="text-[13px] text-muted tabular-nums">
          {when}
        </time>
      </span>
      {unread && (
        <button
          type="button"
          onClick={() => void sendRead({ ids: [id] })}
          title="Mark as read"
          aria-label={`Mark as read: ${sentence}`}
          className="relative z-10 -my-2 -mr-2 inline-flex size-11 shrink-0 items-center justify-center rounded-lg hover:bg-line md:my-0 md:mr-0 md:size-6"
        >
          <span aria-hidden className="size-2 rounded-full bg-accent" />
        </button>
      )}
    </li>
  );
}
