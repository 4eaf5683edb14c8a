import type { ReactNode } from "react";
import { Desk } from "@/components/shell/desk";
import { requireMember } from "@/lib/auth/member";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  return <Desk member={await requireMember()}>{children}</Desk>;
}
