"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type RefObject, useMemo, useRef, useState } from "react";
import { usePlaceCall } from "@/components/calls/use-place-call";
import { Kbd } from "@/components/keys/kbd";
import { type Group, type Item, itemsFor } from "@/components/palette/items";
import { PaletteItem } from "@/components/palette/palette-item";
import { keepRecent, readRecent } from "@/components/palette/recent";
import { useSearch } from "@/components/palette/use-search";
import type { Role } from "@/lib/auth/member";

/** Finds contacts and pages, calls a typed number, starts things, all by keyboard. */
export function Palette({
  role,
  userId,
  typing,
  open,
  onClose,
}: {
  role: Role;
  userId: string;
  /** What was typed before this was there to be typed in. */
  typing: RefObject<{ take: () => string } | undefined>;
  open: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  const { place, problem } = usePlaceCall();
  const [query, setQuery] = useState("");
  const highlighted = useRef<Item>(undefined);
  const { answer, state } = useSearch(open ? query : "");
  const groups = useMemo(
    () => itemsFor(query.trim(), answer, { role, recent: open ? readRecent(userId) : [] }),
    [query, answer, role, open, userId],
  );

  function takeTyped(): string {
    const typed = typing.current?.take() ?? "";
    typing.current = undefined;
    return typed;
  }

  function close() {
    takeTyped();
    setQuery("");
    onClose();
  }

  function run(item: Item) {
    close();
    if (item.kind === "call") return place(item.call);
    if (item.icon === "person" || item.icon === "recent") keepRecent(userId, item);
    router.push(item.href);
  }

  function callHighlighted(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const call = highlighted.current?.call;
    if (!call) return;
    event.preventDefault();
    event.stopPropagation();
    close();
    place(call);
  }

  return (
    <>
      <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
        <Dialog.Portal>
          <Dialog.Backdrop className="fixed inset-0 z-50 bg-shade transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
          <Dialog.Popup
            aria-label="Search or call"
            className="fixed inset-x-0 top-0 z-50 flex max-h-dvh flex-col overflow-hidden border-line bg-raised shadow-xl transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0 md:inset-x-auto md:top-[12vh] md:left-1/2 md:max-h-[min(32rem,76vh)] md:w-[36rem] md:-translate-x-1/2 md:rounded-xl md:border"
          >
            <Autocomplete.Root
              open
              inline
              items={groups}
              filter={null}
              value={query}
              onValueChange={(value, { reason }) => {
                if (reason !== "item-press") setQuery(value);
              }}
              itemToStringValue={({ title }: Item) => title}
              onItemHighlighted={(item: Item | undefined) => {
                highlighted.current = item;
              }}
              autoHighlight="always"
              keepHighlight
            >
              <div className="flex items-center gap-3 border-b border-line px-4">
                <Search aria-hidden className="size-4 shrink-0 text-muted" />
                <Autocomplete.Input
                  aria-label="Search or call"
                  placeholder="Name, company, number or page"
                  maxLength={200}
                  onFocus={() => setQuery((before) => before + takeTyped())}
                  onKeyDownCapture={callHighlighted}
                  className="h-13 w-full bg-transparent text-base text-ink outline-none md:h-12 md:text-sm"
                />
                <Dialog.Close className="shrink-0 rounded px-1 text-sm text-muted hover:text-ink">
                  <Kbd>Esc</Kbd>
                  <span className="sr-only">: close</span>
                </Dialog.Close>
              </div>
              <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain py-1.5">
                <Autocomplete.Status className="sr-only">
                  {wordsOf(state, groups)}
                </Autocomplete.Status>
                <Autocomplete.Empty>
                  <p className="px-4 py-8 text-center text-sm text-muted">
                    {wordsOf(state, groups)}
                  </p>
                </Autocomplete.Empty>
                <Autocomplete.List>
                  {(group: Group) => (
                    <Autocomplete.Group key={group.value} items={group.items}>
                      <Autocomplete.GroupLabel className="px-4 pt-2.5 pb-1 text-xs font-medium text-faint">
                        {group.value}
                      </Autocomplete.GroupLabel>
                      <Autocomplete.Collection>
                        {(item: Item) => (
                          <PaletteItem key={item.id} item={item} onRun={() => run(item)} />
                        )}
                      </Autocomplete.Collection>
                    </Autocomplete.Group>
                  )}
                </Autocomplete.List>
              </div>
              <p
                aria-hidden
                className="hidden gap-4 border-t border-line px-4 py-2 text-xs text-faint md:flex"
              >
                <span>
                  <Kbd>Enter</Kbd> open
                </span>
                <span>
                  <Kbd>Ctrl Enter</Kbd> call
                </span>
                <span className="ml-auto">
                  <Kbd>?</Kbd> all shortcuts
                </span>
              </p>
            </Autocomplete.Root>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
      {problem}
    </>
  );
}

function wordsOf(state: "idle" | "searching" | "failed", groups: Group[]): string {
  if (state === "failed") return "The search failed. Check your connection and type again.";
  if (groups.length > 0) return "";
  return state === "searching" ? "Searching…" : "Nothing found.";
}
