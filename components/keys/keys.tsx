"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { decideKey } from "@/components/keys/decide";
import { onOpenKeys } from "@/components/keys/open";
import { elementFor, press } from "@/components/keys/page-key";
import { moveRow, rowOf } from "@/components/keys/rows";
import { areSingleKeysOn } from "@/components/keys/single-keys";
import { openPalette } from "@/components/palette/open";
import { placesFor } from "@/components/shell/places";
import type { Role } from "@/lib/auth/member";

const KeyHelp = dynamic(() => import("@/components/keys/key-help").then((file) => file.KeyHelp), {
  ssr: false,
});

/** How long `g` waits for the letter of a place, in milliseconds. */
const waitMs = 1500;

/** Listens to the keys of every page behind sign-in; `?` lists them. */
export function Keys({ role }: { role: Role }) {
  const router = useRouter();
  const [help, setHelp] = useState<"never" | "open" | "closed">("never");
  const pressedG = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => onOpenKeys(() => setHelp("open")), []);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      const afterG = event.timeStamp - pressedG.current < waitMs;
      pressedG.current = Number.NEGATIVE_INFINITY;
      const command = decideKey(read(event), { afterG, singleKeys: areSingleKeysOn() });
      switch (command.kind) {
        case "palette":
          event.preventDefault();
          return openPalette();
        case "help":
          event.preventDefault();
          return setHelp("open");
        case "wait_for_place":
          pressedG.current = event.timeStamp;
          return;
        case "go": {
          const place = placesFor(role).find(({ key }) => key === command.key);
          if (place) router.push(place.href);
          return;
        }
        case "move": {
          // A page that offers a next thing of its own has it in place of the next row.
          const next = elementFor(event.key);
          if (next && !event.repeat) press(next);
          if (next || moveRow(command.by)) event.preventDefault();
          return;
        }
        case "page": {
          const element = elementFor(command.key);
          if (!element) return;
          // Else the letter would be typed into the field that it leads to.
          event.preventDefault();
          return press(element);
        }
        case "none":
          return;
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, role]);

  if (help === "never") return null;
  return <KeyHelp role={role} open={help === "open"} onClose={() => setHelp("closed")} />;
}

function read({ key, ctrlKey, metaKey, altKey, repeat, target }: KeyboardEvent) {
  const at = target instanceof Element ? target : null;
  return {
    key,
    command: ctrlKey || metaKey,
    alt: altKey,
    typing:
      at?.closest("input, textarea, select, [contenteditable], [role=menu], [role=dialog]") != null,
    inRow: rowOf(at) !== null,
    repeat,
  };
}
