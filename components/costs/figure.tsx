import type { ReactNode } from "react";
import { Cell } from "@/components/ui/table";

/** A figure in a table; on phones, where the head is not seen, with what it is. */
export function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Cell className="tabular-nums">
      <span className="font-normal text-muted md:hidden">{label}: </span>
      {children}
    </Cell>
  );
}
