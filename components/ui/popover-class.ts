/** A panel beside the button that opens it, as menus are (components/ui/menu.tsx). */
export const popoverClass =
  "m-auto max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-raised p-3 text-ink shadow-lg [position-anchor:--menu] [position-area:top_span-right] [position-try-fallbacks:flip-block,flip-inline,flip-block_flip-inline] supports-[position-area:top]:mx-4 md:supports-[position-area:top]:mx-0 supports-[position-area:top]:my-1.5";
