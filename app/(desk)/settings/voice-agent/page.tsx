import { Bot } from "lucide-react";
import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { NewInLanguage } from "@/components/settings/new-in-language";
import { WithRemoval } from "@/components/settings/with-removal";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { AgentList } from "@/components/voice-agent/agent-list";
import { PricesForm } from "@/components/voice-agent/prices-form";
import { ProviderForm } from "@/components/voice-agent/provider-form";
import { RemoveProvider } from "@/components/voice-agent/remove-provider";
import { SeatsForm } from "@/components/voice-agent/seats-form";
import { readSeats } from "@/lib/agent/desk/seats";
import { agentLanguages, languageNames } from "@/lib/agent/languages";
import { listPrices } from "@/lib/agent/prices/store";
import { readProvider } from "@/lib/agent/provider/store";
import { createAgent } from "@/lib/agent/settings/actions";
import { agentLanguageFor } from "@/lib/agent/settings/defaults";
import { listForPage } from "@/lib/agent/settings/list";
import { atLeast, requireMember } from "@/lib/auth/member";

export const metadata: Metadata = { title: "Voice agent" };

export default async function VoiceAgentPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const { db, tenant } = member;
  const [agents, provider, seats, prices] = await Promise.all([
    listForPage(member),
    readProvider(db, tenant.id),
    readSeats(db, tenant.id),
    listPrices(db, tenant.id),
  ]);
  const price = prices.find(({ model }) => model === provider?.model);
  return (
    <div className="flex flex-col gap-6">
      {agents.length > 0 && (
        <Card title="Voice agents" description="They answer calls by talking." flush>
          <AgentList agents={agents} />
        </Card>
      )}
      {agents.length === 0 && (
        <Card flush>
          <EmptyState icon={<Bot />} title="A voice agent answers when nobody can">
            It talks with callers, answers questions about your company, books appointments, takes
            messages, and connects them to a person whenever they ask.
          </EmptyState>
        </Card>
      )}
      <Card
        title={agents.length > 0 ? "New voice agent" : "Your first voice agent"}
        description="It starts with instructions that work. Try it by typing, then publish it and add it to a route."
      >
        <NewInLanguage
          what="voice agent"
          placeholder="Reception"
          name={agents.length > 0 ? "" : "Reception"}
          language={agentLanguageFor(tenant.country_code)}
          languages={agentLanguages.map((code) => ({ code, name: languageNames[code] }))}
          action={createAgent}
        />
      </Card>
      <Card
        title="Model"
        description="Who speaks and listens for your voice agents. Calls are sent to this provider while an agent talks."
        actions={provider ? <Badge tone="ok">Connected</Badge> : <Badge tone="warn">Needed</Badge>}
      >
        <WithRemoval removal={provider && <RemoveProvider />}>
          <ProviderForm saved={provider} />
        </WithRemoval>
      </Card>
      {provider && (
        <Card
          title="Prices"
          description={`What your provider charges for ${provider.model}. Each call's cost is counted from them, from the next call on.`}
          actions={price ? null : <Badge tone="warn">Not entered</Badge>}
        >
          <PricesForm
            key={provider.model}
            model={provider.model}
            saved={price ?? null}
            timeZone={tenant.time_zone}
          />
        </Card>
      )}
      <Card
        title="Limit"
        description="Your company's share of the voice agents: how many callers they talk with at one time."
      >
        <SeatsForm saved={seats} />
      </Card>
    </div>
  );
}
