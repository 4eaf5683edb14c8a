import { Badge } from "@/components/ui/badge";
import { stateName } from "@/lib/call-log/words/call";

/** Where a call stands or what came of it, in a word or two. */
export function CallState({ call }: { call: Parameters<typeof stateName>[0] }) {
  const { words, tone } = stateName(call);
  return <Badge tone={tone}>{words}</Badge>;
}
