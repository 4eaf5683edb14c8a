import {
  Building2,
  CheckSquare,
  ChevronRight,
  CircleDot,
  Clock,
  MessageSquareText,
  Phone,
  Plus,
  ScrollText,
  StickyNote,
  UserRound,
  UserRoundCheck,
} from "lucide-react";
import { PresenceIcon } from "@/components/availability/presence-icon";
import { Kbd } from "@/components/keys/kbd";
import type { Item } from "@/components/palette/items";
import { CommandItem } from "@/components/ui/command-dialog";

const icons = {
  phone: Phone,
  person: UserRound,
  company: Building2,
  log: ScrollText,
  message: MessageSquareText,
  note: StickyNote,
  task: CheckSquare,
  assign: UserRoundCheck,
  page: ChevronRight,
  plus: Plus,
  recent: Clock,
  presence: CircleDot,
} satisfies Record<Item["icon"], typeof Phone>;

export function PaletteItem({ item, onRun }: { item: Item; onRun: () => void }) {
  const Icon = icons[item.icon];
  return (
    <CommandItem item={item} onRun={onRun}>
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      {item.presence && <PresenceIcon kind={item.presence} className="size-3" />}
      <span className="truncate">{item.title}</span>
      {item.icon !== "plus" && item.icon !== "presence" && (
        <span className="min-w-0 truncate text-[13px] text-muted">{item.detail}</span>
      )}
      {item.key && (
        <span aria-hidden className="ml-auto shrink-0">
          <Kbd>{item.key}</Kbd>
        </span>
      )}
    </CommandItem>
  );
}
