import { ChevronDown, ChevronUp } from "lucide-react";
import type { ReactNode } from "react";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/auth/form-state";

type Action = (previous: ActionState, form: FormData) => Promise<ActionState>;
type Item = { id: string; name: string; detail?: string; edit?: ReactNode };

/** What an admin keeps in an order: moved, edited and archived line by line. */
export function OrderedList({
  label,
  items,
  move,
  archive,
  edits,
}: {
  label: string;
  items: Item[];
  move: Action;
  archive: Action;
  edits: boolean;
}) {
  const last = items.length - 1;
  return (
    <ol aria-label={label} className="divide-y divide-line">
      {items.map(({ id, name, detail, edit }, index) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-2.5">
          <span className="min-w-40 flex-1">
            <span className="block font-medium break-words text-ink">{name}</span>
            {detail && <span className="block text-[13px] text-muted">{detail}</span>}
          </span>
          {edits && (
            <span className="flex items-center">
              <One action={move} id={id} way="up" label={`Move ${name} up`} off={index === 0}>
                <ChevronUp aria-hidden className="size-4" />
              </One>
              <One
                action={move}
                id={id}
                way="down"
                label={`Move ${name} down`}
                off={index === last}
              >
                <ChevronDown aria-hidden className="size-4" />
              </One>
              {edit}
              <One action={archive} id={id} label={`Archive ${name}`}>
                Archive
              </One>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** What cannot be chosen any more, each with the way back. */
export function ArchivedList({
  label,
  items,
  restore,
}: {
  label: string;
  items: Item[];
  restore: Action;
}) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {items.map(({ id, name }) => (
        <li key={id} className="flex items-center gap-3 px-5 py-2.5">
          <span className="min-w-0 flex-1 break-words text-muted">{name}</span>
          <One action={restore} id={id} label={`Restore ${name}`}>
            Restore
          </One>
        </li>
      ))}
    </ul>
  );
}

function One({
  action,
  id,
  way,
  label,
  off,
  children,
}: {
  action: Action;
  id: string;
  way?: "up" | "down";
  label: string;
  off?: boolean;
  children: ReactNode;
}) {
  return (
    <Form action={action} className="contents">
      <input type="hidden" name="id" value={id} />
      {way && <input type="hidden" name="way" value={way} />}
      <SubmitButton variant="ghost" size="sm" aria-label={label} title={label} disabled={off}>
        {children}
      </SubmitButton>
    </Form>
  );
}
