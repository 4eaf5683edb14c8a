/** A key, as it is drawn on a keyboard. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line bg-sunken px-1.5 font-sans text-[11px] leading-none font-medium text-muted">
      {children}
    </kbd>
  );
}
