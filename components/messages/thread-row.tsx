import { clsx } from "clsx";
import { Link } from "@/components/ui/link";
import { formatPhone } from "@/lib/core/phone";
import { formatExact, formatWhen } from "@/lib/core/time";
import type { ThreadRow as Row } from "@/lib/messages/inbox";
import { type InboxQuery, inboxAddress } from "@/lib/messages/inbox-query";
import { snippetOf } from "@/lib/messages/snippet";

/** A thread in the inbox: with whom, what was said last and when. */
export function ThreadRow({
  row,
  query,
  isCurrent,
  owner,
  country,
  timeZone,
}: {
  row: Row;
  query: InboxQuery;
  isCurrent: boolean;
  /** Whose it is; none for nobody's. */
  owner: string | undefined;
  country: string;
  timeZone: string;
}) {
  const { contacts: contact, customer_number: number, unread_count: unread } = row;
  const isUnread = unread > 0;
  const said = row.last_text || "Nothing sent yet";
  const href = inboxAddress(query, { thread: row.id, found: row.found?.message_id });
  return (
    <li data-row>
      <Link
        href={href}
        prefetch={false}
        aria-current={isCurrent ? "true" : undefined}
        className={clsx(
          "block px-4 py-3 -outline-offset-2",
          isCurrent ? "bg-accent-soft" : "hover:bg-sunken/60",
        )}
      >
        <span className="flex items-baseline gap-2">
          <span
            className={clsx(
              "min-w-0 flex-1 truncate text-ink tabular-nums",
              isUnread ? "font-semibold" : "font-medium",
            )}
          >
            {contact?.name ?? formatPhone(number, country)}
          </span>
          <time
            dateTime={row.last_message_at}
            title={formatExact(row.last_message_at, timeZone)}
            className="shrink-0 text-xs text-muted tabular-nums"
          >
            {formatWhen(row.last_message_at, timeZone)}
          </time>
        </span>
        <span className="mt-0.5 flex items-center gap-2">
          <span
            className={clsx(
              "min-w-0 flex-1 truncate text-[13px]",
              isUnread ? "text-ink" : "text-muted",
            )}
          >
            {row.found ? (
              <Found text={row.found.body} query={query.q} />
            ) : (
              <>
                {row.last_direction === "outbound" && row.last_text && "You: "}
                {said}
              </>
            )}
          </span>
          {row.last_failed && (
            <span className="text-xs font-medium text-danger-text">Not delivered</span>
          )}
          {isUnread && (
            <span className="min-w-5 rounded-full bg-accent px-1.5 text-center text-xs leading-5 font-medium text-accent-ink tabular-nums">
              {unread > 99 ? "99+" : unread}
              <span className="sr-only"> unread</span>
            </span>
          )}
        </span>
        <span className="mt-0.5 block truncate text-xs text-muted">
          {[contact?.company, owner ?? "Unassigned"].filter(Boolean).join(" · ")}
        </span>
      </Link>
    </li>
  );
}

function Found({ text, query }: { text: string; query: string }) {
  const { before, match, after } = snippetOf(text, query);
  return (
    <>
      {before}
      <mark className="rounded-xs bg-warn-soft text-ink">{match}</mark>
      {after}
    </>
  );
}
