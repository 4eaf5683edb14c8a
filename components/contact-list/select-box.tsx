/** Selects a row, or all rows of the page; components/contact-list/selection.tsx listens. */
export function SelectBox({ id, label }: { id: string; label: string }) {
  return (
    <label className="relative z-10 flex size-11 items-center justify-center md:size-8">
      <input
        type="checkbox"
        data-select={id}
        aria-label={label}
        autoComplete="off"
        className="size-4 accent-(--accent)"
      />
    </label>
  );
}
