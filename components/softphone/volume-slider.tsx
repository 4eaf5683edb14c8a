"use client";

import { Volume1, Volume2, VolumeX } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { Field } from "@/components/ui/field";

/** How loud the other side is, in percent. */
export function VolumeSlider({
  volume,
  onChoose,
}: {
  volume: number;
  onChoose: (volume: number) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const chosen = `${volume}%`;
  // A style attribute in the page's HTML is refused by its policy; set from here it is not one.
  useLayoutEffect(() => input.current?.style.setProperty("--played", chosen), [chosen]);
  const Icon = volume === 0 ? VolumeX : volume < 50 ? Volume1 : Volume2;
  return (
    <Field
      label="Volume of the other side"
      hint={volume === 0 ? "You hear nothing of the other side." : undefined}
    >
      {(control) => (
        <div className="flex h-9 items-center gap-2 text-sm text-muted">
          <Icon aria-hidden className="size-4 shrink-0" />
          <input
            {...control}
            ref={input}
            type="range"
            min={0}
            max={100}
            step={5}
            value={volume}
            aria-valuetext={chosen}
            onChange={({ currentTarget }) => onChoose(currentTarget.valueAsNumber)}
            className="position"
          />
          <output htmlFor={control.id} className="w-10 text-right tabular-nums">
            {chosen}
          </output>
        </div>
      )}
    </Field>
  );
}
