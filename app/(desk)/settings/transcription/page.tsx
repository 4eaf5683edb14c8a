import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { StopTranscription } from "@/components/settings/stop-transcription";
import { TranscriptionForm } from "@/components/settings/transcription-form";
import { WithRemoval } from "@/components/settings/with-removal";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readTranscription } from "@/lib/transcription/store";

export const metadata: Metadata = { title: "Transcription" };

export default async function TranscriptionPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const saved = await readTranscription(member.db, member.tenant.id);
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Transcription"
        description="Turns voicemails into text, which stands beside them and in the email. The recordings are sent to this provider; without one, voicemail works untranscribed."
        actions={saved && <Badge tone="ok">On</Badge>}
      >
        <WithRemoval removal={saved && <StopTranscription />}>
          <TranscriptionForm saved={saved} />
        </WithRemoval>
      </Card>
    </div>
  );
}
