"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * The row below the page, always in view: it covers nothing that cannot be scrolled to. What the
 * keyboard reaches is scrolled to above it.
 */
export function Dock({ children }: { children: ReactNode }) {
  const dock = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = dock.current;
    if (!element) return;
    const root = document.documentElement;
    const watch = new ResizeObserver(() => {
      root.style.setProperty("--dock", `${element.offsetHeight}px`);
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      root.style.removeProperty("--dock");
    };
  }, []);
  return (
    <div
      ref={dock}
      data-dock
      className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 order-2 md:bottom-0"
    >
      {children}
    </div>
  );
}
