"use client";

import { clsx } from "clsx";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { focusItem } from "@/components/ui/menu-keys";

/**
 * A menu and the button that opens it: `face` is what is seen of the button and, without a `label`,
 * its name; `heading` stands above the items, which are MenuItem, MenuLink and MenuButton. The
 * browser opens, places and closes it, also before JavaScript has loaded; where it cannot place by
 * anchor, the menu opens in the middle.
 * https://developer.mozilla.org/en-US/docs/Web/API/Popover_API
 */
export function Menu({
  label,
  face,
  heading,
  className,
  startsHere = false,
  children,
}: {
  label?: string;
  face: ReactNode;
  heading?: ReactNode;
  className?: string;
  /** It opens towards the end of the line, for a button at its beginning. */
  startsHere?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // Until we know, the browser's own word counts.
  const [open, setOpen] = useState<boolean>();
  useEffect(() => setOpen(popover.current?.matches(":popover-open")), []);

  function onToggle(nowOpen: boolean) {
    setOpen(nowOpen);
    const focused = document.activeElement;
    if (!nowOpen) {
      // Safari does not focus a clicked button, so has nothing to go back to.
      if (focused === document.body) trigger.current?.focus();
    } else if (list.current && !list.current.contains(focused)) {
      // Who clicked sees no item marked; who pressed a key stands on the first.
      if (trigger.current?.matches(":focus-visible")) focusItem(list.current, "Home");
      else list.current.focus();
    }
  }

  function onTriggerKey(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!popover.current?.matches(":popover-open")) trigger.current?.click();
    focusItem(list.current, event.key);
  }

  function onListKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Closing gives the focus back to the button: the key goes on from there.
    if (event.key === "Tab") popover.current?.hidePopover();
    else if (event.key === " " && event.target instanceof HTMLAnchorElement) {
      event.preventDefault();
      event.target.click();
    } else if (focusItem(list.current, event.key)) event.preventDefault();
  }

  function onListClick({ target }: MouseEvent) {
    if (target instanceof Element && target.closest('[role="menuitem"]')) {
      popover.current?.hidePopover();
    }
  }

  return (
    <div className="[anchor-scope:--menu]">
      <button
        ref={trigger}
        id={`${id}-button`}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={`${id}-menu`}
        onKeyDown={onTriggerKey}
        className={clsx("[anchor-name:--menu]", className)}
      >
        {face}
      </button>
      <div
        ref={popover}
        id={`${id}-menu`}
        popover="auto"
        onToggle={({ newState }) => onToggle(newState === "open")}
        className={clsx(
          startsHere ? "[position-area:bottom_span-right]" : "[position-area:bottom_span-left]",
          "m-auto w-max max-w-[min(20rem,100vw-2rem)] min-w-52 rounded-lg border border-line bg-raised p-1 text-ink shadow-lg [position-anchor:--menu] [position-try-fallbacks:flip-block,flip-inline,flip-block_flip-inline] supports-[position-area:bottom]:mx-0 supports-[position-area:bottom]:my-1.5",
        )}
      >
        {heading && <div className="border-b border-line px-2.5 py-2 text-sm">{heading}</div>}
        <div
          ref={list}
          role="menu"
          tabIndex={-1}
          aria-labelledby={`${id}-button`}
          onKeyDown={onListKey}
          onClick={onListClick}
          className={clsx("outline-none", heading && "pt-1")}
        >
          {children}
        </div>
      </div>
    </div>
  );
}
