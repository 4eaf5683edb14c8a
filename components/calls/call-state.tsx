import { Badge } from "@/components/ui/badge";
import { stateName } from "@/lib/call-log/words/call";

/**
 * Where a call stands or what came of it, in a word or two; only what is out of the ordinary has
 * a colour.
 */
export function CallState({
  call,
  mine = false,
}: {
  call: Parameters<typeof stateName>[0];
  /** The reader is the rep of the call. */
  mine?: boolean;
}) {
  const { words, tone } = stateName(call, mine);
  if (tone === "ok") return <span className="text-[13px] text-muted">{words}</span>;
  return <Badge tone={tone}>{words}</Badge>;
}
