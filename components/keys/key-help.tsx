"use client";

import { useState } from "react";
import { Kbd } from "@/components/keys/kbd";
import { type PageKey, pageKeys } from "@/components/keys/page-key";
import { areSingleKeysOn, setSingleKeys } from "@/components/keys/single-keys";
import { placesFor } from "@/components/shell/places";
import { Dialog } from "@/components/ui/dialog";
import type { Role } from "@/lib/auth/member";

const everywhere = [
  { keys: ["Ctrl K", "/"], label: "Search, call a number, go anywhere" },
  { keys: ["j", "k"], label: "Next and previous row" },
  { keys: ["Enter"], label: "Open the row" },
  { keys: ["x"], label: "Select the row, in contacts" },
  { keys: ["?"], label: "These keys" },
];

/** Every key that does something here, and the switch for single letters. */
export function KeyHelp({
  role,
  open,
  onClose,
}: {
  role: Role;
  open: boolean;
  onClose: () => void;
}) {
  const [on, setOn] = useState(areSingleKeysOn);
  const own: PageKey[] = open ? pageKeys() : [];
  const lines = [
    ...own.map(({ key, label }) => ({ keys: [key], label })),
    ...placesFor(role).map(({ key, label }) => ({ keys: [`g ${key}`], label: `Go to ${label}` })),
    ...everywhere,
  ];
  return (
    <Dialog
      title="Keyboard shortcuts"
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <dl className="space-y-2 text-sm">
        {lines.map((line, index) => (
          <Line key={`${line.keys} ${line.label}`} {...line} isFirst={index === 0} />
        ))}
      </dl>
      <label className="mt-5 flex items-start gap-2.5 border-t border-line pt-4 text-sm">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-(--accent)"
          checked={on}
          onChange={({ target }) => {
            setSingleKeys(target.checked);
            setOn(target.checked);
          }}
        />
        <span>
          Use single letters as shortcuts
          <span className="block text-[13px] text-muted">
            In this browser. Ctrl K works either way.
          </span>
        </span>
      </label>
    </Dialog>
  );
}

function Line({ keys, label, isFirst }: { keys: string[]; label: string; isFirst: boolean }) {
  // The dialog opens at its beginning; its only field is at the end.
  const first = isFirst && { "data-first": true, tabIndex: -1 };
  return (
    <div {...first} className="flex items-center justify-between gap-4 outline-none">
      <dt className="text-ink">{label}</dt>
      <dd className="flex gap-1.5">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}
