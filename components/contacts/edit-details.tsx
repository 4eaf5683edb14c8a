"use client";

import { useEffect, useRef } from "react";
import { ContactForm, type FormContact } from "@/components/contacts/contact-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { editContactHere } from "@/lib/contacts/actions";
import type { ContactOptions } from "@/lib/contacts/options";

/** A contact's details as a form in their own place, opened at a field. */
export function EditDetails({
  contact,
  loaded,
  options,
  field,
  onClose,
}: {
  contact: FormContact;
  loaded: Record<string, unknown>;
  options: ContactOptions;
  field: string;
  onClose: () => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    const control = box?.querySelector<HTMLElement>(
      `[name="${CSS.escape(field)}"]:not([type=hidden])`,
    );
    const folded = control?.closest("details");
    if (folded) folded.open = true;
    control?.focus();
    const onKey = ({ key, defaultPrevented }: KeyboardEvent) => {
      if (key === "Escape" && !defaultPrevented) onClose();
    };
    box?.addEventListener("keydown", onKey);
    return () => box?.removeEventListener("keydown", onKey);
  }, [field, onClose]);

  return (
    <div ref={place}>
      <Card title="Edit details">
        <ContactForm
          action={editContactHere}
          contact={contact}
          loaded={loaded}
          options={options}
          submitLabel="Save"
          cancel={<Button onClick={onClose}>Cancel</Button>}
          onDone={onClose}
        />
      </Card>
    </div>
  );
}
