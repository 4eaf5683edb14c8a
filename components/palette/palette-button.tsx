"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { Kbd } from "@/components/keys/kbd";
import { onOpenPalette, openPalette } from "@/components/palette/open";
import { collectTyping } from "@/components/palette/type-ahead";
import type { Role } from "@/lib/auth/member";

const load = () => import("@/components/palette/palette").then((file) => file.Palette);
const Palette = dynamic(load, { ssr: false });

/** The way to the command palette in the shell. The palette itself is loaded when it is first near. */
export function PaletteButton({ role, userId }: { role: Role; userId: string }) {
  const [shown, setShown] = useState<"never" | "open" | "closed">("never");
  const isOpen = useRef(false);
  const typing = useRef<ReturnType<typeof collectTyping>>(undefined);
  useEffect(
    () =>
      onOpenPalette(() => {
        if (isOpen.current) return;
        isOpen.current = true;
        typing.current = collectTyping();
        setShown("open");
      }),
    [],
  );
  return (
    <>
      <button
        type="button"
        onClick={openPalette}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex min-h-11 items-center gap-2.5 rounded-lg px-2.5 text-sm text-muted transition-colors hover:bg-sunken hover:text-ink md:min-h-9 md:w-full md:border md:border-line md:bg-surface"
      >
        <Search aria-hidden className="size-5 md:size-4" />
        <span className="max-md:sr-only">Search or call</span>
        <span aria-hidden className="ml-auto max-md:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      {shown !== "never" && (
        <Palette
          role={role}
          userId={userId}
          typing={typing}
          open={shown === "open"}
          onClose={() => {
            isOpen.current = false;
            setShown("closed");
          }}
        />
      )}
    </>
  );
}
