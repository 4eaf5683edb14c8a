import { Autocomplete } from "@base-ui/react/autocomplete";
import { ChevronRight, Clock, Phone, Plus, UserRound } from "lucide-react";
import { Kbd } from "@/components/keys/kbd";
import type { Item } from "@/components/palette/items";

const icons = {
  phone: Phone,
  person: UserRound,
  page: ChevronRight,
  plus: Plus,
  recent: Clock,
} satisfies Record<Item["icon"], typeof Phone>;

export function PaletteItem({ item, onRun }: { item: Item; onRun: () => void }) {
  const Icon = icons[item.icon];
  return (
    <Autocomplete.Item
      value={item}
      onClick={onRun}
      className="mx-1.5 flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-2.5 text-sm text-ink outline-none select-none data-highlighted:bg-accent-soft md:min-h-9"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate">{item.title}</span>
      {item.icon !== "plus" && (
        <span className="min-w-0 truncate text-[13px] text-muted">{item.detail}</span>
      )}
      {item.key && (
        <span aria-hidden className="ml-auto shrink-0">
          <Kbd>{item.key}</Kbd>
        </span>
      )}
    </Autocomplete.Item>
  );
}
