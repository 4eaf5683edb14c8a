import { Bot } from "lucide-react";
import type { Metadata } from "next";
import { Live } from "@/components/live/live";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { AgentTabs } from "@/components/voice-agent/agent-tabs";
import { EndedTalks } from "@/components/voice-agent/ended-talks";
import { LiveTalk } from "@/components/voice-agent/live-talk";
import { Seats } from "@/components/voice-agent/seats";
import { listEnded, listLive } from "@/lib/agent/desk/live";
import { readSeats } from "@/lib/agent/desk/seats";
import { toolTitles } from "@/lib/agent/desk/tools";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "Voice agent" };

const latest = 20;

export default async function AgentPage() {
  const member = await requireMember();
  if (!atLeast(member, "manager")) {
    return <AdminsOnly member={member} title="Only managers and admins can follow voice agents" />;
  }
  const { db, tenant } = member;
  const now = new Date();
  const [{ talks, count }, ended, people, seats] = await Promise.all([
    listLive(db, tenant.id, now),
    listEnded(db, tenant.id, latest),
    listColleagues(db, tenant.id, { former: true }),
    readSeats(db, tenant.id),
  ]);
  const nameOf = (user: string) =>
    people.find(({ user_id }) => user_id === user)?.name ?? "A colleague";
  return (
    <>
      <Live
        on={[
          { subject: "voice_agent_sessions" },
          { subject: "voice_agent_turns" },
          { subject: "voice_agent_tool_calls" },
        ]}
      />
      <PageHeader
        title="Voice agent"
        description="Calls that a voice agent is on now, word by word."
        actions={<AgentTabs current="live" />}
      />
      <div className="flex flex-col gap-5">
        {talks.length > 0 && <Seats taken={count} seats={seats} />}
        {talks.length > 0 && (
          <div className="grid items-start gap-5 lg:grid-cols-2">
            {talks.map((talk) => (
              <LiveTalk key={talk.id} {...{ talk, nameOf, member, now }} titles={toolTitles} />
            ))}
          </div>
        )}
        {talks.length === 0 && (
          <Card flush>
            <EmptyState
              icon={<Bot />}
              title="No voice agent is on a call"
              action={
                atLeast(member, "admin") && (
                  <LinkButton href="/settings/voice-agent">Voice agent settings</LinkButton>
                )
              }
            >
              Calls that a voice agent answers appear here live: you can read along, take the call
              over, or end it.
            </EmptyState>
          </Card>
        )}
        {ended.length > 0 && <EndedTalks talks={ended} member={member} />}
      </div>
    </>
  );
}
