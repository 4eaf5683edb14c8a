"use client";

import { Grip } from "lucide-react";
import { useId, useRef, useState } from "react";
import { send } from "@/components/softphone/browser-phone";
import { toneOf, tonesIn } from "@/components/softphone/tones";
import { buttonClass } from "@/components/ui/button";
import { controlClass } from "@/components/ui/field";
import { popoverClass } from "@/components/ui/popover-class";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const names: Readonly<Record<string, string>> = { "*": "Star", "#": "Pound" };

/** Sends tones, as phone menus ask for: by click, by key, or a whole number pasted. */
export function Keypad({ callId, isOpen }: { callId: string; isOpen: boolean }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [pressed, setPressed] = useState("");

  function press(tones: string) {
    if (tones === "") return;
    setPressed((before) => (before + tones).slice(-40));
    void send({ kind: "press", callId, keys: tones });
  }

  return (
    <div className="[anchor-scope:--menu]">
      <button
        type="button"
        disabled={!isOpen}
        popoverTarget={id}
        className={`${buttonClass({ size: "sm" })} [anchor-name:--menu]`}
      >
        <Grip aria-hidden className="size-4" />
        Keypad
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Keypad"
        onToggle={({ newState }) => {
          if (newState === "open") field.current?.focus();
        }}
        onKeyDown={(event) => {
          // The field takes what is typed in it.
          if (isOpen && event.target !== field.current) press(toneOf(event));
        }}
        className={`${popoverClass} w-56`}
      >
        <input
          ref={field}
          aria-label="Keys sent"
          inputMode="tel"
          autoComplete="off"
          placeholder="Type or paste"
          value={pressed}
          onChange={({ currentTarget }) => {
            const { value } = currentTarget;
            // Tones that were sent cannot be taken back: what is typed is added.
            if (value.startsWith(pressed)) press(tonesIn(value.slice(pressed.length)));
          }}
          className={`${controlClass} h-10 tabular-nums md:h-9`}
        />
        <div className="mt-2 grid grid-cols-3 gap-1.5">
          {keys.map((key) => (
            <button
              key={key}
              type="button"
              aria-label={names[key] ?? key}
              // The field keeps the keyboard: what is typed next is sent too.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => press(key)}
              className="h-11 rounded-lg border border-line bg-surface text-base font-medium text-ink transition-colors hover:bg-sunken active:bg-line"
            >
              {key}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
