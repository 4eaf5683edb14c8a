"use client";

import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import {
  boxOfRow,
  markHead,
  selectAll,
  selectedIn,
  selectUpTo,
} from "@/components/contact-list/boxes";
import { BulkBar, type BulkChoices } from "@/components/contact-list/bulk-bar";
import { moveRow } from "@/components/keys/rows";
import { areSingleKeysOn } from "@/components/keys/single-keys";

/**
 * A list whose rows can be selected: by their boxes, with Shift from one to another, by x for the
 * row that has the focus; and what can be done with those that are. `view` is its address's.
 */
export function Selection({
  view,
  choices,
  hasMore,
  children,
}: {
  view: string;
  choices: BulkChoices;
  /** The view has contacts on other pages too. */
  hasMore: boolean;
  children: ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  const last = useRef("");
  const [ids, setIds] = useState<string[]>([]);
  const [isPage, setIsPage] = useState(false);

  function read() {
    if (!list.current) return;
    setIsPage(markHead(list.current));
    setIds(selectedIn(list.current));
  }

  const onClick = useEffectEvent(({ target, shiftKey }: MouseEvent) => {
    if (!list.current || !(target instanceof HTMLInputElement) || !target.dataset.select) return;
    if (target.dataset.select === "all") selectAll(list.current, target.checked);
    else if (shiftKey && last.current) selectUpTo(list.current, last.current, target);
    last.current = target.dataset.select;
    read();
  });

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
    const box = boxOfRow(target);
    if (key === "x" && box && areSingleKeysOn()) {
      event.preventDefault();
      box.click();
      return;
    }
    // In a box other keys are the browser's; from row to row they go on.
    if (!(target instanceof HTMLInputElement) || !box) return;
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 } as const;
    const way = Object.entries(by).find(([name]) => name === key)?.[1];
    if (way && moveRow(way)) event.preventDefault();
  });

  useEffect(() => {
    const node = list.current;
    if (!node) return;
    const gone = new AbortController();
    node.addEventListener("click", onClick, gone);
    node.addEventListener("keydown", onKeyDown, gone);
    return () => gone.abort();
  }, []);

  function clear() {
    if (list.current) selectAll(list.current, false);
    read();
  }

  return (
    <div ref={list}>
      {children}
      <BulkBar
        ids={ids}
        view={view}
        offersAll={isPage && hasMore}
        choices={choices}
        onClear={clear}
      />
    </div>
  );
}
