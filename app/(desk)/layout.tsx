import { type ReactNode, Suspense } from "react";
import { CallBar } from "@/components/calls/call-bar";
import { LiveUpdates } from "@/components/live/live-updates";
import { Shell } from "@/components/shell/shell";
import { RowIcons } from "@/components/ui/row-icons";
import { requireMember } from "@/lib/auth/member";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const member = await requireMember();
  return (
    <Shell
      member={member}
      callBar={
        <Suspense>
          <CallBar member={member} />
        </Suspense>
      }
      live={<LiveUpdates topic={member.topic} userId={member.user_id} />}
    >
      <RowIcons />
      {children}
    </Shell>
  );
}
