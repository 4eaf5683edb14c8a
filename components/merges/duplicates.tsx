"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type FoundDuplicate, fetchDuplicates } from "@/components/merges/fetch-duplicates";
import { mergePath } from "@/lib/merges/side";

const pauseMs = 300;

type Duplicates = { found: FoundDuplicate[]; mergeInto?: string; look: () => void };
const DuplicatesContext = createContext<Duplicates>({ found: [], look: () => {} });

/** Looks again, when the form around has changed otherwise than by typing. */
export const useLookForDuplicates = () => useContext(DuplicatesContext).look;

/**
 * Notices, while a contact's form is typed, who has that number, email or name already; `AlsoOn`
 * inside says so. It never stands in the way of saving. With `mergeInto`, the contact that is being
 * edited, it offers to merge.
 */
export function DuplicatesWatch({
  mergeInto,
  children,
}: {
  mergeInto?: string;
  children: ReactNode;
}) {
  const [found, setFound] = useState<FoundDuplicate[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      asked.current?.abort();
    },
    [],
  );
  const look = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const form = box.current?.closest("form");
      if (!form) return;
      asked.current?.abort();
      const controller = new AbortController();
      asked.current = controller;
      const { signal } = controller;
      const answer = await fetchDuplicates(new FormData(form), signal);
      if (answer && !signal.aborted) setFound(answer);
    }, pauseMs);
  }, []);
  const value = useMemo(() => ({ found, mergeInto, look }), [found, mergeInto, look]);
  return (
    <DuplicatesContext value={value}>
      <div ref={box} onInput={look}>
        {children}
      </div>
    </DuplicatesContext>
  );
}

/** Who else has what was typed, each a link, below the field that it was typed in. */
export function AlsoOn({ kind }: { kind: FoundDuplicate["kind"] }) {
  const { found, mergeInto } = useContext(DuplicatesContext);
  const theirs = found.filter((each) => each.kind === kind);
  const several = new Set(theirs.map(({ value }) => value)).size > 1;
  return (
    <div
      role="status"
      className="mt-1.5 flex flex-col gap-1 text-[13px] text-warn-text empty:hidden"
    >
      {theirs.map(({ id, name, company, archived, value }) => (
        <p key={`${id} ${value}`}>
          {kind === "name" ? "Same name: " : several ? `${value} is also on: ` : "Also on: "}
          <NewTab href={`/contacts/${id}`}>{name}</NewTab>
          {company && `, ${company}`}
          {archived && " (archived)"}
          {mergeInto && (
            <>
              {" · "}
              <NewTab href={mergePath(mergeInto, id)} label={`Merge with ${name}`}>
                Merge
              </NewTab>
            </>
          )}
        </p>
      ))}
    </div>
  );
}

/** Whoever looks must not lose what they have typed. */
function NewTab({ href, label, children }: { href: string; label?: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      aria-label={label}
      className="rounded-sm font-medium underline underline-offset-4"
    >
      {children}
      {!label && <span className="sr-only"> (opens in a new tab)</span>}
    </a>
  );
}
