import { Waypoints } from "lucide-react";
import type { Metadata } from "next";
import { AudioList } from "@/components/files/audio-list";
import { RouteList } from "@/components/routing/route-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { NewInLanguage } from "@/components/settings/new-in-language";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listAudio } from "@/lib/files/store";
import { createRoute } from "@/lib/routing/actions";
import { listForPage } from "@/lib/routing/edit/list";
import { languageName } from "@/lib/routing/edit/words";
import { languageFor, routeLanguages } from "@/lib/routing/voices";

export const metadata: Metadata = { title: "Routing" };

export default async function RoutingPage() {
  const member = await requireMember();
  if (!atLeast(member, "manager")) return <AdminsOnly member={member} />;
  const edits = atLeast(member, "admin");
  const [routes, audio] = await Promise.all([
    listForPage(member),
    listAudio(member.db, member.tenant.id),
  ]);
  const language = languageFor(member.tenant.country_code);
  return (
    <div className="flex flex-col gap-6">
      {routes.length > 0 && (
        <Card title="Routing" description="What happens when somebody calls." flush>
          <RouteList routes={routes} />
        </Card>
      )}
      {routes.length === 0 && (
        <Card flush>
          <EmptyState icon={<Waypoints />} title="Every call ends with a person or a message">
            A route decides what happens when somebody calls. It begins with your opening hours:
            while you are open, everyone's phone rings; otherwise, and when nobody answers, the
            caller leaves a message.
          </EmptyState>
        </Card>
      )}
      {edits && (
        <Card
          title={routes.length > 0 ? "New route" : "Your first route"}
          description="It starts with hours, everyone's phones and voicemail. Change it as you like before you publish it."
        >
          <NewInLanguage
            what="route"
            name={routes.length > 0 ? "" : "Main line"}
            placeholder="Main line"
            language={language}
            languages={routeLanguages.map((code) => ({ code, name: languageName(code) }))}
            action={createRoute}
          />
        </Card>
      )}
      {audio.length > 0 && <AudioList files={audio} edits={edits} />}
    </div>
  );
}
