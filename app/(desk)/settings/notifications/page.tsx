import type { Metadata } from "next";
import { NotificationForm } from "@/components/notifications/notification-form";
import { IncomingForm } from "@/components/settings/incoming-form";
import { Card } from "@/components/ui/card";
import { requireMember } from "@/lib/auth/member";
import { readSettings } from "@/lib/notifications/settings";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationSettingsPage() {
  const member = await requireMember();
  const settings = await readSettings(member);
  return (
    <div className="flex flex-col gap-6">
      <Card title="In this browser" description="Set it on each device.">
        <IncomingForm />
      </Card>
      <Card
        title="What you are notified of"
        description="Everything is listed under the bell. Choose what else should say it."
      >
        <NotificationForm settings={settings} tenant={member.tenant} email={member.email} />
      </Card>
    </div>
  );
}
