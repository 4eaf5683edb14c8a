import { SuperviseButtons } from "@/components/call-control/supervise-buttons";
import { Card } from "@/components/ui/card";
import { atLeast, type Member } from "@/lib/auth/member";
import { barSupervision, readSupervision } from "@/lib/call-control/bar";
import { mayListen } from "@/lib/call-control/decide";

type Call = Parameters<typeof mayListen>[0] & { id: string };

/** On a live call's page: how a manager listens to it. Nothing for anybody else. */
export async function ListenIn({
  call,
  people,
  member,
}: {
  call: Call;
  /** Of the company, former ones too. */
  people: readonly { user_id: string; name: string }[];
  member: Member;
}) {
  if (!atLeast(member, "manager") || !mayListen(call, member.user_id)) return null;
  const { db, tenant, user_id } = member;
  const found = await readSupervision(db, tenant.id, call.id);
  const supervision = barSupervision(
    found,
    user_id,
    (user) => people.find((person) => person.user_id === user)?.name,
  );
  const others = supervision && !supervision.isMine ? supervision.who : null;
  return (
    <Card title="Listen to this call" description="Listening is recorded in the activity log.">
      {others ? (
        <p className="text-muted">{others} is listening to this call already.</p>
      ) : (
        <SuperviseButtons callId={call.id} mode={supervision?.mode ?? null} />
      )}
    </Card>
  );
}
