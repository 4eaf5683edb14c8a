import { Notice } from "@/components/ui/notice";
import { reportedWords } from "@/lib/livekit-account/reported-words";

/** Whether LiveKit's webhooks come in, and since when not. */
export function Reported({ at }: { at: string | null }) {
  return <Notice tone={at === null ? "warn" : "ok"}>{reportedWords(at, new Date())}</Notice>;
}
