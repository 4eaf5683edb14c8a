"use client";

import { createContext, type MouseEvent, type ReactNode, useContext } from "react";
import { Link } from "@/components/ui/link";

/** Opens the form of the details around at a field. */
export const EditContext = createContext<((field: string) => void) | undefined>(undefined);

/** Opens a contact's form at a field: in place, or as a page before JavaScript has loaded. */
export function EditLink({
  id,
  field,
  label,
  hotkey,
  children,
}: {
  id: string;
  /** The control's name in the form. */
  field: string;
  /** Where what is seen does not say it. */
  label?: string;
  hotkey?: string;
  children: ReactNode;
}) {
  const edit = useContext(EditContext);
  function onClick(event: MouseEvent) {
    if (!edit || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    edit(field);
  }
  return (
    <Link
      href={`/contacts/${id}/edit`}
      prefetch={false}
      onClick={onClick}
      data-field={field}
      aria-label={label}
      aria-keyshortcuts={hotkey}
      title={label}
      className="rounded-sm text-muted underline-offset-4 hover:text-ink hover:underline"
    >
      {children}
    </Link>
  );
}
