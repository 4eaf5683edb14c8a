import { clsx } from "clsx";
import { MessageSquareText } from "lucide-react";
import { MessageMedia } from "@/components/messages/message-media";
import { EntryHead } from "@/components/timeline/entry-head";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import type { Message } from "@/lib/messages/store";
import { failureSentence } from "@/lib/messages/words/failure";
import { automaticNames, hasFailed, statusWords } from "@/lib/messages/words/status";
import type { Around } from "@/lib/timeline/around";

/** A text message in a contact's timeline, with the way to its conversation. */
export function MessageEntry({
  message,
  member,
  around,
}: {
  message: Message;
  member: Member;
  around: Around;
}) {
  const isOurs = message.direction === "outbound";
  const us =
    message.user_id === member.user_id
      ? "You"
      : ((message.user_id && around.people.get(message.user_id)) ?? "Ringbook");
  const failed = hasFailed(message);
  const facts = [
    message.automatic && automaticNames[message.automatic],
    statusWords(message, member.tenant.time_zone),
  ];
  return (
    <>
      <span className="direction bg-sunken text-muted">
        <MessageSquareText aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <EntryHead at={message.created_at} timeZone={member.tenant.time_zone}>
          <span className="font-medium text-ink">{isOurs ? us : around.contact.name}</span>{" "}
          {message.status === "scheduled" ? "scheduled a text to" : "texted"}{" "}
          {isOurs ? around.contact.name : "your company"}
        </EntryHead>
        <div className="mt-2 rounded-lg bg-sunken/60 px-3 py-2 break-words whitespace-pre-line text-ink">
          <MessageMedia media={message.message_media} />
          {message.body}
        </div>
        <p className={clsx("mt-1 text-[13px]", failed ? "text-danger-text" : "text-muted")}>
          {facts.filter(Boolean).join(" · ")}
          {failed && `: ${failureSentence(message, member)}`}{" "}
          <TextLink href={`/messages/${message.thread_id}`} prefetch={false}>
            Conversation
          </TextLink>
        </p>
      </div>
    </>
  );
}
