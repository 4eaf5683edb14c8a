import { clsx } from "clsx";
import { ChangeScheduled } from "@/components/messages/change-scheduled";
import { MessageAction } from "@/components/messages/message-action";
import { MessageMedia } from "@/components/messages/message-media";
import type { Member } from "@/lib/auth/member";
import { formatExact, formatWhen } from "@/lib/core/time";
import { cancelScheduled, sendAgain } from "@/lib/messages/actions";
import type { Message } from "@/lib/messages/store";
import { failureWords } from "@/lib/messages/words/failure";
import { automaticNames, hasFailed, statusWords } from "@/lib/messages/words/status";

/** A message: theirs on the left, ours on the right, with how it is with it. */
export function MessageBubble({
  message,
  member,
  writer,
  canAnswer,
}: {
  message: Message;
  member: Member;
  /** Who sent it; none for what came in and for automatic replies. */
  writer: string | undefined;
  /** Whether they can be written to from this conversation. */
  canAnswer: boolean;
}) {
  const { time_zone } = member.tenant;
  const isOurs = message.direction === "outbound";
  const failure = hasFailed(message) ? failureWords(message, member) : undefined;
  const who = message.user_id === member.user_id ? "You" : writer;
  const automatic = message.automatic && automaticNames[message.automatic];
  const mayChange = member.role !== "rep" || message.user_id === member.user_id;
  const said = [automatic ?? (isOurs && who), statusWords(message, time_zone)];
  return (
    <li
      id={`message-${message.id}`}
      className={clsx("group flex flex-col gap-1", isOurs ? "items-end" : "items-start")}
    >
      <div
        className={clsx(
          "group-target:outline-2 group-target:outline-accent",
          "max-w-[min(34rem,85%)] rounded-2xl px-3.5 py-2 break-words whitespace-pre-line",
          isOurs ? "rounded-br-md bg-accent-soft text-ink" : "rounded-bl-md bg-sunken text-ink",
          message.status === "canceled" && "text-muted line-through",
        )}
      >
        <span className="sr-only">{isOurs ? "We wrote: " : "They wrote: "}</span>
        <MessageMedia media={message.message_media} />
        {message.body}
      </div>
      <div className="flex flex-wrap gap-x-1.5 px-1 text-xs text-muted">
        <time
          dateTime={message.created_at}
          title={formatExact(message.created_at, time_zone)}
          className="tabular-nums"
        >
          {formatWhen(message.created_at, time_zone)}
        </time>
        {said.filter(Boolean).map((words) => (
          <span key={String(words)} className={clsx(failure && "text-danger-text")}>
            · {words}
          </span>
        ))}
        {message.opt_out === "stop" && <span>· Opted out</span>}
        {message.status === "scheduled" && mayChange && (
          <>
            <ChangeScheduled id={message.id} body={message.body} />
            <MessageAction id={message.id} label="Cancel it" action={cancelScheduled} />
          </>
        )}
      </div>
      {failure && (
        <div className="max-w-[min(34rem,85%)] px-1 text-xs text-danger-text">
          {failure.what} <span className="text-muted">{failure.todo}</span>{" "}
          {canAnswer && <MessageAction id={message.id} label="Send again" action={sendAgain} />}
        </div>
      )}
    </li>
  );
}
