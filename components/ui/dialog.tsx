"use client";

import { Dialog as Primitive } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactElement, type ReactNode, useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";

/**
 * A modal dialog. `trigger` is the button that opens it; or control it by `open` and
 * `onOpenChange`.
 */
export function Dialog({
  trigger,
  title,
  description,
  open,
  onOpenChange,
  children,
}: {
  trigger?: ReactElement;
  title: string;
  description?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Primitive.Trigger render={trigger} />}
      <Primitive.Portal>
        <Primitive.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Primitive.Popup
          ref={popup}
          initialFocus={(by) => by === "touch" || (firstOf(popup.current) ?? true)}
          className="fixed inset-x-0 bottom-0 z-50 max-h-[90dvh] overflow-y-auto rounded-t-2xl border border-line bg-raised p-6 shadow-xl transition-[opacity,translate] duration-150 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 md:inset-x-auto md:top-1/2 md:bottom-auto md:left-1/2 md:w-[28rem] md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-xl"
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <div>
              <Primitive.Title className="text-base font-semibold text-ink">
                {title}
              </Primitive.Title>
              {description && (
                <Primitive.Description className="mt-1 text-sm text-muted">
                  {description}
                </Primitive.Description>
              )}
            </div>
            <Primitive.Close render={<IconButton label="Close" className="-mt-2 -mr-2" />}>
              <X aria-hidden />
            </Primitive.Close>
          </div>
          {children}
        </Primitive.Popup>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** What is to be done in a dialog: what says so itself, else its first field. */
function firstOf(popup: HTMLElement | null): HTMLElement | null | undefined {
  return (
    popup?.querySelector<HTMLElement>("[data-first]") ??
    popup?.querySelector<HTMLElement>(
      "input:enabled:not([type=hidden]), select:enabled, textarea:enabled",
    )
  );
}

/** Closes the dialog it stands in; give it the button to draw. */
export function DialogClose({ render }: { render: ReactElement }) {
  return <Primitive.Close render={render} />;
}
