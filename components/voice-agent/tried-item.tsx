import { clsx } from "clsx";
import { Wrench } from "lucide-react";
import { ToolDetails } from "@/components/voice-agent/tool-details";
import type { TryItem } from "@/lib/agent/try/talk";

/** Something said or done while an agent is tried. */
export function TriedItem({ item, agent }: { item: TryItem; agent: string }) {
  if (item.kind === "tool") {
    return (
      <li className="text-[13px] text-muted">
        <p className="flex items-center gap-1.5">
          <Wrench aria-hidden className="size-3.5 shrink-0" />
          {item.title}
        </p>
        <ToolDetails asked={item.arguments} answered={item.result} />
      </li>
    );
  }
  const isAgent = item.kind === "agent";
  return (
    <li className={clsx("flex max-w-[90%] flex-col", isAgent ? "self-start" : "self-end")}>
      <span className={clsx("text-[13px] text-muted", !isAgent && "text-right")}>
        {isAgent ? agent : "You"}
      </span>
      <p
        className={clsx(
          "rounded-xl px-3 py-2 text-sm break-words whitespace-pre-line text-ink",
          isAgent ? "bg-sunken" : "bg-accent-soft",
        )}
      >
        {item.text}
      </p>
    </li>
  );
}
