import { ChartColumn } from "lucide-react";
import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { PageHeader } from "@/components/ui/page-header";
import { AgentTabs } from "@/components/voice-agent/agent-tabs";
import { FiguresTable } from "@/components/voice-agent/figures-table";
import { FiguresTiles } from "@/components/voice-agent/figures-tiles";
import { readFigures } from "@/lib/agent/desk/figures";
import { FiguresQuery, figuresAddress, periods } from "@/lib/agent/desk/figures-schema";
import { namesOfAgents } from "@/lib/agent/settings/store";
import { atLeast, requireMember } from "@/lib/auth/member";
import { formatDay } from "@/lib/core/time";

export const metadata: Metadata = { title: "Figures of voice agents" };

export default async function FiguresPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const member = await requireMember();
  if (!atLeast(member, "manager")) {
    return <AdminsOnly member={member} title="Only managers and admins can follow voice agents" />;
  }
  const { db, tenant } = member;
  const { period = "month", agent } = FiguresQuery.parse(await searchParams);
  const days = periods.find(({ key }) => key === period)?.days ?? 30;
  const asked = { days, agent, now: new Date(), timeZone: tenant.time_zone };
  const [figures, agents] = await Promise.all([
    readFigures(db, asked),
    namesOfAgents(db, tenant.id),
  ]);
  const { all } = figures;
  const links = periods.map(({ key, label }) => ({
    ...{ label, current: key === period, href: figuresAddress({ period: key, agent }) },
  }));
  const shown = agents.filter(({ id, removed_at }) => removed_at === null || id === agent);
  const nameOf = (id: string) => agents.find((one) => one.id === id)?.name ?? "A deleted agent";
  return (
    <>
      <PageHeader
        title="Voice agent"
        description="What came of the calls that voice agents answered."
        actions={<AgentTabs current="figures" />}
      />
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap gap-3">
          <FilterLinks label="Period" links={links} />
          {shown.length > 1 && (
            <FilterLinks
              label="Whose figures"
              links={[
                { href: figuresAddress({ period }), label: "All agents", current: !agent },
                ...shown.map(({ id, name }) => ({
                  ...{ label: name, current: id === agent },
                  href: figuresAddress({ period, agent: id }),
                })),
              ]}
            />
          )}
        </div>
        {all === null || all.calls === 0 ? (
          <Card flush>
            <EmptyState icon={<ChartColumn />} title="No voice agent has answered a call">
              Figures appear here after the first call: how many were served, handed over and
              booked, and how fast the agent answers.
            </EmptyState>
          </Card>
        ) : (
          <>
            <FiguresTiles all={all} />
            {figures.agents.length > 1 && (
              <FiguresTable
                title="By agent"
                of="Agent"
                rows={figures.agents}
                nameOf={({ agent_id }) => nameOf(agent_id)}
              />
            )}
            <FiguresTable
              title="By day"
              of="Day"
              rows={figures.days}
              nameOf={({ day }) => formatDay(day)}
            />
          </>
        )}
      </div>
    </>
  );
}
