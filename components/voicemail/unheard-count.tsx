import { Live } from "@/components/live/live";
import type { Member } from "@/lib/auth/member";
import { countUnheard, maxCounted } from "@/lib/voicemail/store";

/** Beside "Voicemail" in the navigation: how many messages nobody has heard; nothing for none. */
export async function UnheardCount({ member }: { member: Member }) {
  const { db, tenant, user_id } = member;
  const count = await countUnheard(db, { tenantId: tenant.id, userId: user_id });
  return (
    <>
      <Live on={[{ subject: "voicemails" }]} />
      {count > 0 && (
        <span className="min-w-5 rounded-full bg-danger px-1.5 text-center text-xs leading-5 font-medium text-white tabular-nums">
          {count >= maxCounted ? "99+" : count}
          <span className="sr-only"> unheard</span>
        </span>
      )}
    </>
  );
}
