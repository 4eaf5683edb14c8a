"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { controlClass, Field } from "@/components/ui/field";
import { useForm } from "@/components/ui/form-context";

/**
 * A contact's tags, each a chip that can be taken away, and a line to type more: Enter or a comma
 * makes a chip of it. Without script the line is sent as one more tag.
 */
export function TagsField({ tags, existing }: { tags: string[]; existing: string[] }) {
  const { state, touch } = useForm();
  const listId = useId();
  const sent = "sent" in state ? state.sent?.values.tag : undefined;
  const [chosen, setChosen] = useState(() =>
    sent === undefined ? tags : [sent].flat().map(String).filter(Boolean),
  );
  const [typed, setTyped] = useState("");
  const has = (name: string) => chosen.some((tag) => tag.toLowerCase() === name.toLowerCase());
  function change(next: string[]) {
    setChosen(next);
    touch();
  }
  function add(text: string) {
    const names = text.split(",").map((name) => name.trim());
    const fresh = names.filter((name, at) => name && !has(name) && names.indexOf(name) === at);
    if (fresh.length > 0) change([...chosen, ...fresh]);
    setTyped("");
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter" && typed.trim()) {
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "") change(chosen.slice(0, -1));
  }
  return (
    <Field label="Tags" name="tag">
      {(control) => (
        <div className="flex flex-wrap items-center gap-1.5">
          {chosen.map((tag) => (
            <span
              key={tag}
              className="inline-flex h-9 max-w-full items-center rounded-md bg-sunken pl-2.5 text-sm text-ink md:h-7"
            >
              <span className="truncate">{tag}</span>
              <input type="hidden" name="tag" value={tag} />
              <button
                type="button"
                aria-label={`Remove the tag ${tag}`}
                onClick={() => change(chosen.filter((other) => other !== tag))}
                className="flex h-full w-9 shrink-0 cursor-pointer items-center justify-center rounded-md text-muted hover:text-ink md:w-7"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </span>
          ))}
          <input
            {...control}
            name="tag"
            list={listId}
            value={typed}
            maxLength={200}
            autoComplete="off"
            placeholder="Add a tag"
            onChange={({ target }) =>
              target.value.endsWith(",") ? add(target.value) : setTyped(target.value)
            }
            onKeyDown={onKeyDown}
            onBlur={() => add(typed)}
            className={`${controlClass} h-11 min-w-32 flex-1 md:h-9`}
          />
          <datalist id={listId}>
            {existing
              .filter((name) => !has(name))
              .map((name) => (
                <option key={name} value={name} />
              ))}
          </datalist>
        </div>
      )}
    </Field>
  );
}
