import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

/**
 * A table on wide screens; on phones each row stacks its cells. Where there is room its columns are
 * as wide as its head says, so that nothing moves while rows arrive; where there is not, it scrolls
 * sideways, for a card cuts off what stands out.
 */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="block w-full text-left text-sm md:table xl:table-fixed">
        {children}
      </table>
    </div>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sr-only border-b border-line md:not-sr-only md:table-header-group">
      <tr>{children}</tr>
    </thead>
  );
}

export function HeadCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx(
        "h-10 pr-5 pl-3 text-xs font-medium whitespace-nowrap text-muted first:pl-5",
        className,
      )}
    />
  );
}

export function TableBody({ children }: { children: ReactNode }) {
  return <tbody className="block divide-y divide-line md:table-row-group">{children}</tbody>;
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={clsx("list-row", className)} />;
}

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return <td {...rest} className={clsx("list-cell", className)} />;
}
