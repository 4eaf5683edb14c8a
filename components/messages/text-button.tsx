import { MessageSquareText } from "lucide-react";
import { Link } from "@/components/ui/link";

/** The speech bubble beside a number's phone icon: the conversation with a contact by text. */
export function TextButton({
  to,
  spoken,
  contact,
}: {
  /** E.164. */
  to: string;
  spoken: string;
  contact: { id: string; name: string };
}) {
  const label = `Text ${contact.name} on ${spoken}`;
  const query = new URLSearchParams({ contact: contact.id, to });
  return (
    <Link
      href={`/messages/new?${query}`}
      prefetch={false}
      aria-label={label}
      title={label}
      className="row-button bg-accent-soft hover:bg-accent hover:text-accent-ink"
    >
      <MessageSquareText aria-hidden />
    </Link>
  );
}
