"use client";

import type { LucideIcon } from "lucide-react";
import { useId, useRef, useState } from "react";
import {
  type Purpose,
  purposeNames,
  TransferPanel,
} from "@/components/call-control/transfer-panel";
import { buttonClass } from "@/components/ui/button";
import { popoverClass } from "@/components/ui/popover-class";
import type { Target } from "@/lib/call-control/schema";

/** A button that opens the list of whom a call can be transferred to, or who can be added to it. */
export function ChooseSomebody({
  purpose,
  label,
  icon: Icon,
  disabled,
  onChoose,
}: {
  purpose: Purpose;
  label: string;
  icon: LucideIcon;
  disabled: boolean;
  onChoose: (to: Target, mode: "warm" | "cold") => void;
}) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="[anchor-scope:--menu]">
      <button
        type="button"
        disabled={disabled}
        popoverTarget={id}
        className={`${buttonClass({ size: "sm" })} [anchor-name:--menu]`}
      >
        <Icon aria-hidden className="size-4" />
        {label}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={purpose === "transfer" ? "Transfer the call" : purposeNames[purpose]}
        onToggle={({ newState }) => setIsOpen(newState === "open")}
        className={`${popoverClass} w-96`}
      >
        {isOpen && (
          <TransferPanel
            purpose={purpose}
            onChoose={(to, mode) => {
              panel.current?.hidePopover();
              onChoose(to, mode);
            }}
          />
        )}
      </div>
    </div>
  );
}
