import { Badge } from "@/components/ui/badge";
import { stateName } from "@/lib/call-log/words/call";

/**
 * Where a call stands or what came of it, in a word or two; only what is out of the ordinary has
 * a colour.
 */
export function CallState({ call }: { call: Parameters<typeof stateName>[0] }) {
  const { words, tone } = stateName(call);
  if (tone === "ok") return <span className="text-[13px] text-muted">{words}</span>;
  return <Badge tone={tone}>{words}</Badge>;
}
