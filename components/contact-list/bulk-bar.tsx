"use client";

import { X } from "lucide-react";
import { useState, useTransition } from "react";
import { BulkSelects } from "@/components/contact-list/bulk-selects";
import { UndoToast } from "@/components/contact-list/undo-toast";
import { Button } from "@/components/ui/button";
import { DownloadLink } from "@/components/ui/download-link";
import { IconButton } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { newCallListAddress } from "@/lib/call-lists/address";
import { changeMany } from "@/lib/contact-list/actions";
import type { BulkKind } from "@/lib/contact-list/bulk-kinds";

type Named = { id: string; name: string };
export type BulkChoices = {
  people: Named[];
  stages: Named[];
  tags: Named[];
  /** They are archived: what can be done is to restore them. */
  archived: boolean;
};

/** What can be done with the selected contacts, and what was done last, with Undo. */
export function BulkBar({
  ids,
  view,
  offersAll,
  choices,
  onClear,
}: {
  ids: string[];
  view: string;
  offersAll: boolean;
  choices: BulkChoices;
  onClear: () => void;
}) {
  const [whole, setWhole] = useState(false);
  const [done, setDone] = useState<{ change?: string; message: string }>();
  const [pending, start] = useTransition();
  // "All of this view" ends where a row of it is taken out.
  const all = whole && offersAll;

  function run(what: BulkKind, value = "") {
    start(async () => {
      const change = crypto.randomUUID();
      const form = new FormData();
      const of = all ? { all: "1", view } : { ids: ids.join(",") };
      for (const [name, text] of Object.entries({ change, what, value, ...of })) {
        form.set(name, text);
      }
      const state = await changeMany({ kind: "idle" }, form);
      if (state.kind !== "done") {
        if (state.kind !== "idle") setDone({ message: state.message });
        return;
      }
      setDone({ message: state.message ?? "", ...(state.result ? { change } : {}) });
      setWhole(false);
      onClear();
    });
  }

  return (
    <>
      {ids.length > 0 && (
        <section
          aria-label="Selected contacts"
          aria-busy={pending}
          className="fixed inset-x-4 bottom-[calc(4.75rem+var(--dock,0px)+env(safe-area-inset-bottom))] z-20 mx-auto flex w-fit max-w-[calc(100vw-2rem)] flex-wrap items-center gap-2 rounded-xl border border-line bg-raised px-4 py-2 shadow-lg md:bottom-[calc(1.5rem+var(--dock,0px))] md:left-64"
        >
          <span role="status" className="text-sm font-medium text-ink tabular-nums">
            {all ? "All of this view" : `${ids.length} selected`}
          </span>
          {offersAll && !all && (
            <Button size="sm" variant="ghost" onClick={() => setWhole(true)}>
              Select all of this view
            </Button>
          )}
          <BulkSelects choices={choices} disabled={pending} onChoose={run} />
          <Button
            size="sm"
            pending={pending}
            onClick={() => run(choices.archived ? "restore" : "archive")}
          >
            {choices.archived ? "Restore" : "Archive"}
          </Button>
          <DownloadLink
            href={`/api/contacts/export?${all ? view : new URLSearchParams({ ids: ids.join() })}`}
          >
            Export
          </DownloadLink>
          {!choices.archived && (
            <LinkButton
              size="sm"
              href={newCallListAddress(all ? { view: view || "all=1" } : { ids })}
            >
              Call these contacts
            </LinkButton>
          )}
          <IconButton label="Clear selection" className="ml-auto" onClick={onClear}>
            <X aria-hidden />
          </IconButton>
        </section>
      )}
      <UndoToast done={done} onClose={() => setDone(undefined)} onUndone={setDone} />
    </>
  );
}
