"use client";

import { clsx } from "clsx";
import { Plus, X } from "lucide-react";
import { useEditor } from "@/components/routing/editor-context";
import { keyed } from "@/components/routing/keyed";
import { controlClass } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import type { Span } from "@/lib/routing/hours-schema";
import { overnightWords } from "@/lib/routing/hours-words";

const timeClass = clsx(controlClass, "h-11 md:h-9");
/** A day has at most so many. */
const maxSpans = 8;
/** The end of a day is its last minute's end: a time field calls it 00:00. */
const shown = (until: string) => (until === "24:00" ? "00:00" : until);
const written = (until: string) => (until === "00:00" ? "24:00" : until);

/** From when until when it is open on a day; closed without any. */
export function SpanFields({
  of,
  path,
  spans,
  errorOf,
  onSpans,
}: {
  of: string;
  path: string;
  spans: readonly Span[];
  errorOf: (path: string) => string | undefined;
  onSpans: (spans: Span[]) => void;
}) {
  const { edits } = useEditor();
  const set = (index: number, span: Span) =>
    onSpans(spans.map((one, at) => (at === index ? span : one)));
  const adds = spans.length < maxSpans && (
    <IconButton
      label={`Add hours on ${of}`}
      onClick={() => onSpans([...spans, nextSpan(spans.at(-1))])}
    >
      <Plus aria-hidden />
    </IconButton>
  );
  return (
    <div className="flex min-w-0 flex-col gap-1.5 max-sm:order-last max-sm:col-span-2">
      {spans.length === 0 && (
        <div className="flex items-center gap-1.5 text-sm text-muted">
          Closed
          {edits && adds}
        </div>
      )}
      {keyed(spans).map(({ item: span, index, key }) => {
        const error =
          errorOf(`${path}.${index}.from`) ?? errorOf(`${path}.${index}.until`) ?? undefined;
        const nth = spans.length > 1 ? `, ${index + 1}` : "";
        return (
          <div key={key} className="flex flex-wrap items-center gap-1.5">
            <span className="min-w-28 flex-1 sm:w-32 sm:flex-none">
              <input
                type="time"
                aria-label={`${of}${nth}, from`}
                aria-invalid={error ? true : undefined}
                className={timeClass}
                value={span.from}
                onChange={({ target }) => set(index, { ...span, from: target.value })}
              />
            </span>
            <span aria-hidden>–</span>
            <span className="min-w-28 flex-1 sm:w-32 sm:flex-none">
              <input
                type="time"
                aria-label={`${of}${nth}, until`}
                aria-invalid={error ? true : undefined}
                className={timeClass}
                value={shown(span.until)}
                onChange={({ target }) => set(index, { ...span, until: written(target.value) })}
              />
            </span>
            {edits && (
              <IconButton
                label={`Remove ${of}${nth}`}
                onClick={() => onSpans(spans.filter((_, at) => at !== index))}
              >
                <X aria-hidden />
              </IconButton>
            )}
            {edits && index === spans.length - 1 && adds}
            {!error && overnightWords(span) && (
              <p className="w-full text-[13px] text-muted">{overnightWords(span)}</p>
            )}
            {error && <p className="w-full text-sm text-danger-text">{error}</p>}
          </div>
        );
      })}
    </div>
  );
}

/** The hours of a working day, or an hour after the last ones where there is room. */
function nextSpan(last: Span | undefined): Span {
  if (!last) return { from: "09:00", until: "17:00" };
  const hour = Number(last.until.slice(0, 2));
  if (!(hour < 22)) return { from: "22:00", until: "24:00" };
  const two = (value: number) => String(value).padStart(2, "0");
  return { from: `${two(hour + 1)}:00`, until: `${two(Math.min(hour + 5, 23))}:00` };
}
