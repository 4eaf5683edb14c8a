import type { Metadata } from "next";
import { AuthPanel } from "@/components/auth/auth-panel";
import { SignInForm } from "@/components/auth/sign-in-form";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { JoinForm } from "@/components/team/join-form";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import { signedInPerson } from "@/lib/account/person";
import { identifySession } from "@/lib/auth/member";
import { sessionDb } from "@/lib/db/supabase/server";
import { joinBySignIn, joinBySignUp } from "@/lib/team/join-actions";
import { tooManyLooks } from "@/lib/team/looks";
import { invitationToken } from "@/lib/team/schema";
import { peekInvitation } from "@/lib/team/store";
import { roleWords } from "@/lib/team/words";

export const metadata: Metadata = { title: "Invitation" };

const closed = {
  used: "It has already been used. If that was you, sign in.",
  revoked: "It was revoked. Ask the person who sent it.",
  expired: "It has expired: invitations work for 7 days. Ask for a new one.",
  unknown:
    "There's no invitation behind this link. If a newer one was sent, use its link; else check that you copied the whole link.",
};

export default async function InvitePage({
  params,
  searchParams,
}: {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ way?: string | string[] }>;
}) {
  const { token } = await params;
  const { way } = await searchParams;
  const wellFormed = invitationToken.safeParse(token).success;
  if (wellFormed) {
    const crowded = await tooManyLooks(token);
    if (crowded) return <AuthPanel title="One moment" description={crowded} />;
  }
  const invitation = wellFormed ? await peekInvitation(await sessionDb(), token) : null;
  if (invitation?.status !== "open") {
    return (
      <AuthPanel
        title="This invitation can't be used"
        description={closed[invitation?.status ?? "unknown"]}
      >
        <LinkButton href="/login" className="w-full">
          Go to sign in
        </LinkButton>
      </AuthPanel>
    );
  }
  const title = `Join ${invitation.tenant_name}`;
  const description = `You're invited as ${roleWords[invitation.role].invited}`;
  const session = await identifySession();
  if (session.kind === "member") {
    const here = session.member.tenant.name;
    return (
      <AuthPanel
        title={title}
        description={`You're signed in as ${session.member.email}, a member of ${here}. You can be in one company at a time: sign out and use another email, or ask an admin of ${here} to remove you first.`}
        footer={<SignOutButton />}
      >
        <LinkButton href="/contacts" className="w-full">
          Stay with {here}
        </LinkButton>
      </AuthPanel>
    );
  }
  if (session.kind === "newcomer") {
    const person = await signedInPerson(session.db);
    if (person.email.toLowerCase() !== invitation.email.toLowerCase()) {
      return (
        <AuthPanel
          title={title}
          description={`This invitation is for ${invitation.email}, but you're signed in as ${person.email}. Sign out, then use the invited address.`}
          footer={<SignOutButton />}
        />
      );
    }
    return (
      <AuthPanel
        title={title}
        description={description}
        footer={
          <>
            Signed in as {person.email}. <SignOutButton />
          </>
        }
      >
        <JoinForm token={token} name={person.name} company={invitation.tenant_name} />
      </AuthPanel>
    );
  }
  const signingIn = way === "sign-in";
  return (
    <AuthPanel
      title={title}
      description={description}
      footer={
        signingIn ? (
          <TextLink href={`/invite/${token}`}>Create an account instead</TextLink>
        ) : (
          <>
            Already have an account?{" "}
            <TextLink href={`/invite/${token}?way=sign-in`}>Sign in</TextLink>
          </>
        )
      }
    >
      {signingIn ? (
        <SignInForm
          action={joinBySignIn}
          fields={{ token }}
          email={invitation.email}
          submitLabel="Sign in and join"
        />
      ) : (
        <SignUpForm
          action={joinBySignUp}
          fields={{ token }}
          email={invitation.email}
          submitLabel="Create account and join"
        />
      )}
    </AuthPanel>
  );
}
