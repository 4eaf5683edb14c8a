"use client";

import { SlidersHorizontal } from "lucide-react";
import { useId } from "react";
import { AudioSelects } from "@/components/softphone/audio-selects";
import { buttonClass } from "@/components/ui/button";
import { popoverClass } from "@/components/ui/popover-class";

/** Microphone, speaker and volume, changed during the call. */
export function SoundMenu() {
  const id = useId();
  return (
    <div className="[anchor-scope:--menu]">
      <button
        type="button"
        popoverTarget={id}
        className={`${buttonClass({ size: "sm" })} [anchor-name:--menu]`}
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        Sound
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Microphone, speaker and volume"
        className={`${popoverClass} w-72`}
      >
        <AudioSelects className="flex flex-col gap-3" />
      </div>
    </div>
  );
}
