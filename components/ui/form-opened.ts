"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { noteUnsaved } from "@/components/ui/unsaved";
import type { ActionState, FormPerson } from "@/lib/auth/form-state";

/**
 * What a form was opened with and by whom; `nth` counts how often its fields were drawn from the
 * start.
 */
type Opened = { loaded: string | undefined; person: string | undefined; nth: number };

/**
 * Remembers what a form was opened with for as long as something typed in it is not saved; until
 * then it follows the page. Its fields are drawn from the start when that changes and after
 * `reopen`.
 */
export function useOpened({
  loaded,
  person,
  drawn,
  form,
}: {
  loaded?: Record<string, unknown>;
  person?: FormPerson;
  drawn: ActionState<unknown>;
  form: RefObject<HTMLFormElement | null>;
}) {
  const fresh = loaded && JSON.stringify(loaded);
  // A form that was sent without script and refused is as it was then.
  const sent = "sent" in drawn ? drawn.sent : undefined;
  const [typed, setTyped] = useState(sent !== undefined);
  const [opened, setOpened] = useState<Opened>({
    loaded: sent?.loaded ?? fresh,
    person: person?.userId,
    nth: 0,
  });
  if (!typed && (opened.loaded !== fresh || opened.person !== person?.userId)) {
    const nth = opened.loaded === fresh ? opened.nth : opened.nth + 1;
    setOpened({ loaded: fresh, person: person?.userId, nth });
  }

  const unsaved = typed && person !== undefined;
  const key = useRef({});
  useEffect(() => {
    const own = key.current;
    noteUnsaved(own, unsaved);
    return () => noteUnsaved(own, false);
  }, [unsaved]);

  const { nth } = opened;
  const focused = useRef<string>(undefined);
  useEffect(() => {
    // Drawn from the start, a form loses the focus.
    const name = nth > 0 ? focused.current : undefined;
    focused.current = undefined;
    if (name === undefined || document.activeElement !== document.body) return;
    const selector = name ? `[name="${CSS.escape(name)}"]` : '[type="submit"]';
    form.current?.querySelector<HTMLElement>(selector)?.focus();
  }, [nth, form]);

  /** Someone else agreed to save it as themselves. */
  const adopt = useCallback(
    (agreed: string) => setOpened((was) => ({ ...was, person: agreed })),
    [],
  );
  const touch = useCallback(() => setTyped(true), []);
  const reopen = useCallback(() => {
    const active = document.activeElement;
    if (form.current?.contains(active)) focused.current = active?.getAttribute("name") ?? "";
    setTyped(false);
    setOpened((was) => ({ ...was, nth: was.nth + 1 }));
  }, [form]);
  return { opened, adopt, touch, reopen };
}
