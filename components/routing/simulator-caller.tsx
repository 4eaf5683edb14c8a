"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { Facts } from "@/lib/routing/turn";
import type { SearchAnswer } from "@/lib/search/schema";

type Known = Pick<Facts, "owner_id" | "last_speaker">;
type Found = SearchAnswer["found"][number];
const nobody: Known = { owner_id: null, last_speaker: null };

/** Who calls: a contact, of whom a route knows the owner and the last speaker, or a stranger. */
export function CallerField({ onCaller }: { onCaller: (known: Known) => void }) {
  const [kind, setKind] = useState("unknown");
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label="Who calls"
        value={kind}
        onChange={({ target }) => {
          setKind(target.value);
          onCaller(nobody);
        }}
      >
        <option value="unknown">An unknown number</option>
        <option value="private">A private number</option>
        <option value="contact">A contact</option>
      </SelectField>
      {kind === "contact" && <ContactSearch onCaller={onCaller} />}
    </div>
  );
}

function ContactSearch({ onCaller }: { onCaller: (known: Known) => void }) {
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Found[]>([]);
  const [chosen, setChosen] = useState<Found | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (typed.trim() === "" || chosen) return;
    const control = new AbortController();
    const search = async () => {
      const answer = await read<SearchAnswer>(
        `/api/search?${new URLSearchParams({ q: typed })}`,
        control,
      );
      setFound(answer.found.filter(({ kind, call }) => kind === "contact" && call));
      setFailed(false);
    };
    const timer = setTimeout(() => search().catch(() => setFailed(!control.signal.aborted)), 200);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [typed, chosen]);

  async function choose(contact: Found) {
    setChosen(contact);
    setTyped(contact.title);
    const number = contact.call?.to.replace(/;ext=.*/, "") ?? "";
    const asked = new URLSearchParams({ contact: contact.id, number });
    try {
      onCaller(await read<Known>(`/api/routing/caller?${asked}`, new AbortController()));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <TextField
        label="Contact"
        type="search"
        autoComplete="off"
        placeholder="Name or number"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setChosen(null);
        }}
      />
      {failed && <Notice tone="warn">The contacts couldn't be read. Try again.</Notice>}
      {!chosen && typed.trim() !== "" && found.length > 0 && (
        <ul aria-label="Found contacts" className="flex flex-col gap-1">
          {found.map((contact) => (
            <li key={contact.id}>
              <Button size="sm" className="w-full justify-start" onClick={() => choose(contact)}>
                <span className="truncate">
                  {contact.title} <span className="text-muted">{contact.detail}</span>
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

async function read<Answer>(path: string, { signal }: AbortController): Promise<Answer> {
  const response = await fetch(path, { signal });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
