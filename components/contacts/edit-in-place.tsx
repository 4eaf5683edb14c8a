"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { FormContact } from "@/components/contacts/contact-form";
import { EditContext } from "@/components/contacts/edit-link";
import type { ContactOptions } from "@/lib/contacts/options";

const EditDetails = dynamic(
  () => import("@/components/contacts/edit-details").then((file) => file.EditDetails),
  { ssr: false },
);

/**
 * A contact's details; an `EditLink` in them opens the form in their place, at its field. Saving,
 * Cancel and Escape go back to where one was.
 */
export function EditInPlace({
  contact,
  loaded,
  options,
  children,
}: {
  contact: FormContact;
  loaded: Record<string, unknown>;
  options: ContactOptions;
  children: ReactNode;
}) {
  const [field, edit] = useState<string>();
  const place = useRef<HTMLDivElement>(null);
  const left = useRef<string>(undefined);
  const close = useMemo(
    () => () => {
      edit((now) => {
        left.current = now;
        return undefined;
      });
    },
    [],
  );

  useEffect(() => {
    if (field !== undefined || left.current === undefined) return;
    const link = `[data-field="${CSS.escape(left.current)}"]`;
    left.current = undefined;
    place.current?.querySelector<HTMLElement>(`${link}, [data-field]`)?.focus();
  }, [field]);

  return (
    <EditContext value={edit}>
      <div ref={place}>
        {field === undefined ? (
          children
        ) : (
          <EditDetails {...{ contact, loaded, options, field }} onClose={close} />
        )}
      </div>
    </EditContext>
  );
}
