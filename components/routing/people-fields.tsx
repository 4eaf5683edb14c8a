"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { nameIn, useEditor } from "@/components/routing/editor-context";
import { IconButton } from "@/components/ui/icon-button";
import { SelectField } from "@/components/ui/select-field";
import type { Mailbox, Who } from "@/lib/routing/route";

/** Everyone, or chosen people in an order. */
export function WhoFields({
  who,
  error,
  inOrder,
  onWho,
}: {
  who: Who;
  error?: string;
  inOrder: boolean;
  onWho: (who: Who) => void;
}) {
  const { people, edits, inRooms } = useEditor();
  const chosen = who.kind === "people" ? who.people : [];
  const left = people.filter(({ user_id }) => !chosen.includes(user_id));
  const choose = (list: string[]) => onWho({ kind: "people", people: list });
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label="Who is rung"
        hint={`Phone, ${inRooms ? "Browser (room)" : "Browser"} or both, as each person has chosen.`}
        className="sm:max-w-sm"
        value={who.kind}
        onChange={({ target }) =>
          target.value === "people" ? choose([]) : onWho({ kind: "everyone" })
        }
      >
        <option value="everyone">Everyone</option>
        <option value="people">Chosen people</option>
      </SelectField>
      {who.kind === "people" && (
        <>
          {chosen.length > 0 && (
            <ol
              aria-label="Chosen people"
              className="divide-y divide-line rounded-lg border border-line"
            >
              {chosen.map((id, index) => {
                const name = nameIn(people, id);
                return (
                  <li key={id} className="flex items-center gap-1 py-1 pr-1 pl-3">
                    <span className="min-w-0 flex-1 text-sm break-words">{name}</span>
                    {inOrder && edits && (
                      <>
                        <IconButton
                          label={`Ring ${name} earlier`}
                          disabled={index === 0}
                          onClick={() => choose(swapped(chosen, index - 1))}
                        >
                          <ChevronUp aria-hidden />
                        </IconButton>
                        <IconButton
                          label={`Ring ${name} later`}
                          disabled={index === chosen.length - 1}
                          onClick={() => choose(swapped(chosen, index))}
                        >
                          <ChevronDown aria-hidden />
                        </IconButton>
                      </>
                    )}
                    {edits && (
                      <IconButton
                        label={`Take ${name} out`}
                        onClick={() => choose(chosen.filter((other) => other !== id))}
                      >
                        <X aria-hidden />
                      </IconButton>
                    )}
                  </li>
                );
              })}
            </ol>
          )}
          {left.length > 0 && edits && (
            <SelectField
              label="Add a person"
              className="sm:max-w-sm"
              error={error}
              value=""
              onChange={({ target }) => target.value && choose([...chosen, target.value])}
            >
              <option value="">Choose…</option>
              {left.map(({ user_id, name }) => (
                <option key={user_id} value={user_id}>
                  {name}
                </option>
              ))}
            </SelectField>
          )}
        </>
      )}
    </div>
  );
}

/** A list with the one at a place and the one after it changed over. */
function swapped(list: string[], place: number): string[] {
  const pair = list.slice(place, place + 2).reverse();
  return [...list.slice(0, place), ...pair, ...list.slice(place + 2)];
}

export function MailboxField({
  mailbox,
  onMailbox,
}: {
  mailbox: Mailbox;
  onMailbox: (mailbox: Mailbox) => void;
}) {
  const { people } = useEditor();
  const chosen = mailbox.kind === "person" ? mailbox.user_id : "";
  const isGone = chosen && !people.some(({ user_id }) => user_id === chosen);
  return (
    <SelectField
      label="Whose mailbox"
      className="sm:max-w-sm"
      value={chosen}
      onChange={({ target }) =>
        onMailbox(target.value ? { kind: "person", user_id: target.value } : { kind: "shared" })
      }
    >
      <option value="">The company's shared mailbox</option>
      {isGone && <option value={chosen}>A former colleague</option>}
      {people.map(({ user_id, name }) => (
        <option key={user_id} value={user_id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
