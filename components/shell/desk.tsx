import { type ReactNode, Suspense } from "react";
import { CallBar } from "@/components/call-bar/call-bar";
import { LiveUpdates } from "@/components/live/live-updates";
import { UnreadCount } from "@/components/messages/unread-count";
import { MissedCount } from "@/components/missed/missed-count";
import { Bell } from "@/components/notifications/bell";
import { Shell } from "@/components/shell/shell";
import { Softphone } from "@/components/softphone/softphone";
import { DueCount } from "@/components/tasks/due-count";
import { FormPersonProvider } from "@/components/ui/form-context";
import { RowIcons } from "@/components/ui/row-icons";
import { UnheardCount } from "@/components/voicemail/unheard-count";
import type { Member } from "@/lib/auth/member";

/** A page of someone who is signed in, with all that stands around it. */
export function Desk({ member, children }: { member: Member; children: ReactNode }) {
  const { user_id: userId, name, email, tenant } = member;
  return (
    <FormPersonProvider value={{ userId, name, email, company: tenant.name }}>
      <Shell
        member={member}
        callBar={
          <Suspense>
            <CallBar member={member} />
          </Suspense>
        }
        badges={{
          "/missed": (
            <Suspense>
              <MissedCount member={member} />
            </Suspense>
          ),
          "/messages": (
            <Suspense>
              <UnreadCount member={member} />
            </Suspense>
          ),
          "/voicemail": (
            <Suspense>
              <UnheardCount member={member} />
            </Suspense>
          ),
          "/tasks": (
            <Suspense>
              <DueCount member={member} />
            </Suspense>
          ),
        }}
        phone={
          <Suspense>
            <Softphone member={member} />
          </Suspense>
        }
        bell={
          <Suspense>
            <Bell member={member} />
          </Suspense>
        }
        live={<LiveUpdates topic={member.topic} userId={userId} />}
      >
        <RowIcons />
        {children}
      </Shell>
    </FormPersonProvider>
  );
}
