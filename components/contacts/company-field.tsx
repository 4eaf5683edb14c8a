"use client";

import { useEffect, useId, useState } from "react";
import { TextField } from "@/components/ui/text-field";

const pauseMs = 150;

/** Whose company it is: the names of those there are come up while one is typed. */
export function CompanyField({ company }: { company: string }) {
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [names, setNames] = useState<string[]>([]);
  const words = typed.trim();

  useEffect(() => {
    if (words === "") return setNames([]);
    const control = new AbortController();
    const timer = setTimeout(async () => {
      const found = await fetchNames(words, control.signal);
      if (found) setNames(found);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [words]);

  return (
    <>
      <TextField
        label="Company"
        name="company"
        maxLength={120}
        autoComplete="off"
        list={listId}
        defaultValue={company}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

/** Null when they cannot be found out now: a name can be typed all the same. */
async function fetchNames(q: string, signal: AbortSignal): Promise<string[] | null> {
  try {
    const query = new URLSearchParams({ q });
    const response = await fetch(`/api/companies?${query}`, { signal });
    const answer: unknown = response.ok ? await response.json() : null;
    return isAnswer(answer) ? answer.names : null;
  } catch {
    return null;
  }
}

/** Our own route's: what is in `names` is as it sends it. */
const isAnswer = (answer: unknown): answer is { names: string[] } =>
  typeof answer === "object" && answer !== null && "names" in answer;
