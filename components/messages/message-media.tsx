import { FileText } from "lucide-react";
import type { Message } from "@/lib/messages/store";

/** Pictures as pictures, other files as links; what could not be fetched says why. */
export function MessageMedia({ media }: { media: Message["message_media"] }) {
  if (media.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5 whitespace-normal">
      {media.map(({ id, content_type: type, name, state, problem }) => (
        <li key={id}>
          {state === "stored" ? (
            <a
              href={`/api/files/${id}`}
              target="_blank"
              rel="noreferrer"
              className="block rounded-lg"
            >
              {type.startsWith("image/") ? (
                // biome-ignore lint/performance/noImgElement: it is served to this person alone
                <img
                  src={`/api/files/${id}`}
                  alt={name || "Picture"}
                  loading="lazy"
                  className="my-1 max-h-72 rounded-lg"
                />
              ) : (
                <span className="flex items-center gap-2 py-1 font-medium text-accent-text">
                  <FileText aria-hidden className="size-4" />
                  {name || kindOf(type)}
                </span>
              )}
            </a>
          ) : (
            <span className="text-[13px] text-muted">
              {state === "waiting" ? `${kindOf(type)} is being fetched…` : problem}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function kindOf(type: string): string {
  if (type.startsWith("image/")) return "Picture";
  if (type.startsWith("audio/")) return "Voice message";
  if (type.startsWith("video/")) return "Video";
  if (/vcard/.test(type)) return "Contact card";
  return "File";
}
