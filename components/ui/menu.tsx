"use client";

import { Menu as Primitive } from "@base-ui/react/menu";
import { clsx } from "clsx";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";

const itemClass =
  "flex min-h-10 w-full items-center gap-2.5 rounded-md px-2.5 text-left text-sm text-ink outline-none select-none data-highlighted:bg-sunken md:min-h-8 [&>svg]:size-4 [&>svg]:text-muted";

/** A menu opened by its `trigger` button; fill it with MenuItem, MenuLink, MenuHeading and MenuLine. */
export function Menu({
  trigger,
  side = "bottom",
  align = "end",
  children,
}: {
  trigger: ReactElement;
  side?: "top" | "bottom" | "right";
  align?: "start" | "end";
  children: ReactNode;
}) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger render={trigger} />
      <Primitive.Portal>
        <Primitive.Positioner side={side} align={align} sideOffset={6} className="z-50">
          <Primitive.Popup className="min-w-52 rounded-lg border border-line bg-raised p-1 shadow-lg outline-none">
            {children}
          </Primitive.Popup>
        </Primitive.Positioner>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function MenuItem({
  onClick,
  danger = false,
  children,
}: {
  onClick: () => void;
  danger?: boolean;
  children: ReactNode;
}) {
  return (
    <Primitive.Item onClick={onClick} className={clsx(itemClass, danger && "text-danger-text")}>
      {children}
    </Primitive.Item>
  );
}

export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Primitive.LinkItem closeOnClick render={<Link href={href} />} className={itemClass}>
      {children}
    </Primitive.LinkItem>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className="px-2.5 py-2 text-sm">{children}</div>;
}

export function MenuLine() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
