"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useSetAvailability } from "@/components/availability/use-set-availability";
import { usePlaceCall } from "@/components/calls/use-place-call";
import { Kbd } from "@/components/keys/kbd";
import { openKeys } from "@/components/keys/open";
import { contactGroup, ownerItems } from "@/components/palette/contact-items";
import { type Group, type Item, itemsFor } from "@/components/palette/items";
import { contactOnScreen } from "@/components/palette/on-screen";
import { PaletteItem } from "@/components/palette/palette-item";
import { keepRecent, readRecent } from "@/components/palette/recent";
import { useAssign } from "@/components/palette/use-assign";
import { useSearch } from "@/components/palette/use-search";
import { CommandDialog } from "@/components/ui/command-dialog";
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
  const { set, said } = useSetAvailability();
  const { assign, assigned } = useAssign();
  const [query, setQuery] = useState("");
  const [assigning, setAssigning] = useState(false);
  const writing = useRef<"note" | "task">(undefined);
  const contact = useMemo(() => (open ? contactOnScreen() : undefined), [open]);
  const highlighted = useRef<Item>(undefined);
  const { answer, state } = useSearch(open && !assigning ? query : "");
  const groups = useMemo(() => {
    if (contact && assigning) return ownerItems(query.trim(), contact);
    const recent = open ? readRecent(userId) : [];
    const around = { role, recent, contact: contact && contactGroup(contact) };
    return itemsFor(query.trim(), answer, around);
  }, [query, answer, role, open, userId, contact, assigning]);

  // Once the dialog is gone, for until then it keeps the focus.
  useEffect(() => {
    const what = writing.current;
    if (open || !what) return;
    contactOnScreen()?.write(what);
    return () => {
      writing.current = undefined;
    };
  }, [open]);

  function takeTyped(): string {
    const typed = typing.current?.take() ?? "";
    typing.current = undefined;
    return typed;
  }

  function close() {
    takeTyped();
    setQuery("");
    setAssigning(false);
    onClose();
  }

  function run(item: Item) {
    if (item.kind === "assign") {
      setQuery("");
      return setAssigning(true);
    }
    close();
    if (item.kind === "owner") return contact && assign(contact.id, item.owner);
    if (item.kind === "write") {
      writing.current = item.what;
      return;
    }
    if (item.kind === "call") return place(item.call);
    if (item.kind === "availability") return set(item.choice);
    if (item.icon === "person" || item.icon === "recent") keepRecent(userId, item);
    router.push(item.href);
  }

  function listKeys() {
    close();
    openKeys();
  }

  function onKeyDown(event: KeyboardEvent) {
    // Nothing that is searched for begins with it.
    if (event.key === "?" && query === "" && !assigning) {
      event.preventDefault();
      event.stopPropagation();
      return listKeys();
    }
    if (event.key === "Backspace" && query === "") setAssigning(false);
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
      <CommandDialog
        label={assigning ? `Assign ${contact?.name} to` : "Search or call"}
        placeholder={assigning ? "Name of a colleague" : "Name, company, number or page"}
        finalFocus={() => writing.current === undefined}
        open={open}
        onClose={close}
        query={query}
        onQuery={setQuery}
        onFocus={() => setQuery((before) => before + takeTyped())}
        onKeyDown={onKeyDown}
        onHighlight={(item) => {
          highlighted.current = item;
        }}
        groups={groups}
        status={wordsOf(state, groups)}
        close={
          <>
            <Kbd>Esc</Kbd>
            <span className="sr-only">: close</span>
          </>
        }
        footer={
          <div className="hidden gap-4 border-t border-line px-4 py-2 text-xs text-faint md:flex">
            <span aria-hidden>
              <Kbd>Enter</Kbd> open
            </span>
            <span aria-hidden>
              <Kbd>Ctrl Enter</Kbd> call
            </span>
            <button type="button" onClick={listKeys} className="ml-auto rounded-sm hover:text-ink">
              <Kbd>?</Kbd> all shortcuts
            </button>
          </div>
        }
      >
        {(item: Item) => <PaletteItem key={item.id} item={item} onRun={() => run(item)} />}
      </CommandDialog>
      {problem}
      {said}
      {assigned}
    </>
  );
}

function wordsOf(state: "idle" | "searching" | "failed", groups: Group[]): string {
  if (state === "failed") return "The search failed. Check your connection and type again.";
  if (groups.length > 0) return "";
  return state === "searching" ? "Searching…" : "Nothing found.";
}
