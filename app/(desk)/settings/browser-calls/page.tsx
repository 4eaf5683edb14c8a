import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { LivekitForm } from "@/components/settings/livekit/account-form";
import { ByHand } from "@/components/settings/livekit/by-hand";
import { RemoveLivekit } from "@/components/settings/livekit/remove-account";
import { LivekitSetup } from "@/components/settings/livekit/setup";
import { WayForm } from "@/components/settings/livekit/way-form";
import { WithRemoval } from "@/components/settings/with-removal";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readLivekit } from "@/lib/livekit-account/store";
import { listPhoneNumbers } from "@/lib/numbers/store";

export const metadata: Metadata = { title: "Calls in the browser" };

export default async function BrowserCallsPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const { db, tenant } = member;
  const [saved, rows] = await Promise.all([
    readLivekit(db, tenant.id),
    listPhoneNumbers(db, tenant.id),
  ]);
  const numbers = rows.map(({ number }) => number).sort();
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Calls in the browser"
        description={
          <>
            Incoming calls reach people here by Twilio's browser phone, which is turned on in{" "}
            <TextLink href="/settings/twilio#browser-calls">Settings → Twilio</TextLink>, or in
            LiveKit rooms, which colleagues can join.
          </>
        }
        actions={saved?.is_on && <Badge tone="ok">LiveKit rooms</Badge>}
      >
        {saved && <WayForm saved={saved} />}
      </Card>
      <Card
        title="LiveKit"
        description="Your company's own project, in LiveKit Cloud or on a server of yours."
      >
        <WithRemoval removal={saved && <RemoveLivekit />}>
          <LivekitForm saved={saved} />
        </WithRemoval>
      </Card>
      {saved && <LivekitSetup saved={saved} tenant={tenant} numbers={numbers} />}
      {saved && <ByHand reportedAt={saved.reported_at} />}
    </div>
  );
}
