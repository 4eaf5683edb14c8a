"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";

type Named = { id: string; title: string };

/**
 * A dialog with one field and a list in groups that the arrow keys go through, Enter chooses from
 * and whoever types narrows: the caller filters. `status` is read out, and shown while the list is
 * empty.
 */
export function CommandDialog<Item extends Named>({
  label,
  placeholder,
  open,
  onClose,
  query,
  onQuery,
  onFocus,
  onKeyDown,
  onHighlight,
  finalFocus,
  groups,
  status,
  children,
  close,
  footer,
}: {
  label: string;
  placeholder: string;
  open: boolean;
  onClose: () => void;
  query: string;
  onQuery: (query: string) => void;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onHighlight: (item: Item | undefined) => void;
  /** Whether the focus goes back to where it was once the dialog is closed. */
  finalFocus: () => boolean;
  groups: { value: string; items: Item[] }[];
  status: string;
  /** Draws an item, as a `CommandItem`. */
  children: (item: Item) => ReactNode;
  close: ReactNode;
  footer: ReactNode;
}) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-shade transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label={label}
          finalFocus={finalFocus}
          className="fixed inset-x-0 top-0 z-50 flex max-h-dvh flex-col overflow-hidden border-line bg-raised shadow-xl transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0 md:inset-x-auto md:top-[12vh] md:left-1/2 md:max-h-[min(32rem,76vh)] md:w-[36rem] md:-translate-x-1/2 md:rounded-xl md:border"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            filter={null}
            value={query}
            onValueChange={(value, { reason }) => {
              if (reason !== "item-press") onQuery(value);
            }}
            itemToStringValue={({ title }: Item) => title}
            onItemHighlighted={onHighlight}
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted" />
              <Autocomplete.Input
                aria-label={label}
                placeholder={placeholder}
                maxLength={200}
                onFocus={onFocus}
                onKeyDownCapture={onKeyDown}
                className="h-13 w-full bg-transparent text-base text-ink outline-none md:h-12 md:text-sm"
              />
              <Dialog.Close className="shrink-0 rounded px-1 text-sm text-muted hover:text-ink">
                {close}
              </Dialog.Close>
            </div>
            <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain py-1.5">
              <Autocomplete.Status className="sr-only">{status}</Autocomplete.Status>
              <Autocomplete.Empty>
                <p className="px-4 py-8 text-center text-sm text-muted">{status}</p>
              </Autocomplete.Empty>
              <Autocomplete.List>
                {(group: { value: string; items: Item[] }) => (
                  <Autocomplete.Group key={group.value} items={group.items}>
                    <Autocomplete.GroupLabel className="px-4 pt-2.5 pb-1 text-xs font-medium text-faint">
                      {group.value}
                    </Autocomplete.GroupLabel>
                    <Autocomplete.Collection>{children}</Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
            {footer}
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** A line of a `CommandDialog`. */
export function CommandItem<Item extends Named>({
  item,
  onRun,
  children,
}: {
  item: Item;
  onRun: () => void;
  children: ReactNode;
}) {
  return (
    <Autocomplete.Item
      value={item}
      onClick={onRun}
      className="mx-1.5 flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-2.5 text-sm text-ink outline-none select-none data-highlighted:bg-accent-soft md:min-h-9"
    >
      {children}
    </Autocomplete.Item>
  );
}
