"use client";

import { clsx } from "clsx";
import { type RefObject, useEffect, useId, useState } from "react";
import { mentionAt, type Person, suggestionsFor } from "@/components/notes/mention-at";

/**
 * Whom "@" and some letters before the cursor of a textarea may mean: chosen by click, or by the
 * arrow keys with Enter or Tab; Esc closes.
 */
export function Mentions({
  field,
  people,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  people: Person[];
}) {
  const id = useId();
  const [found, setFound] = useState<Person[]>([]);
  const [at, setAt] = useState(0);
  const chosen = found[at];

  useEffect(() => {
    const textarea = field.current;
    if (!textarea) return;
    const look = () => {
      const typed = mentionAt(textarea.value, textarea.selectionStart);
      setFound(typed === null ? [] : suggestionsFor(typed, people));
      setAt(0);
    };
    const close = () => setFound([]);
    look();
    textarea.addEventListener("input", look);
    textarea.addEventListener("click", look);
    textarea.addEventListener("blur", close);
    return () => {
      textarea.removeEventListener("input", look);
      textarea.removeEventListener("click", look);
      textarea.removeEventListener("blur", close);
    };
  }, [field, people]);

  useEffect(() => {
    const textarea = field.current;
    if (!textarea || !chosen) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by) setAt((now) => (now + by + found.length) % found.length);
      else if (event.key === "Enter" || event.key === "Tab") insert(textarea, chosen);
      else if (event.key === "Escape") setFound([]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    textarea.setAttribute("aria-controls", id);
    textarea.setAttribute("aria-activedescendant", `${id}-${chosen.user_id}`);
    textarea.addEventListener("keydown", onKey);
    return () => {
      textarea.removeAttribute("aria-controls");
      textarea.removeAttribute("aria-activedescendant");
      textarea.removeEventListener("keydown", onKey);
    };
  }, [field, id, chosen, found]);

  if (!chosen) return null;
  return (
    <div
      id={id}
      role="listbox"
      aria-label="People to mention"
      className="absolute top-full left-0 z-20 mt-1 w-64 max-w-full rounded-lg border border-line bg-raised p-1 text-sm text-ink shadow-lg"
    >
      {found.map((person) => (
        <div
          key={person.user_id}
          id={`${id}-${person.user_id}`}
          role="option"
          tabIndex={-1}
          aria-selected={person === chosen}
          // The cursor stays where the name goes.
          onPointerDown={(event) => {
            event.preventDefault();
            if (field.current) insert(field.current, person);
          }}
          className={clsx(
            "flex min-h-11 cursor-pointer items-center truncate rounded-md px-2.5 md:min-h-8",
            person === chosen && "bg-accent-soft text-accent-text",
          )}
        >
          {person.name}
        </div>
      ))}
    </div>
  );
}

/** Puts the whole name in place of what was typed of it. */
function insert(textarea: HTMLTextAreaElement, { name }: Person) {
  const end = textarea.selectionStart;
  const typed = mentionAt(textarea.value, end);
  if (typed === null) return;
  textarea.setRangeText(`${name} `, end - typed.length, end, "end");
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}
