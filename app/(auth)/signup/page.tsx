import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPanel } from "@/components/auth/auth-panel";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { TextLink } from "@/components/ui/text-link";
import { signUp } from "@/lib/account/actions";
import { safePath } from "@/lib/account/schema";
import { identifySession } from "@/lib/auth/member";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const { next: requested } = await searchParams;
  const next = safePath(typeof requested === "string" ? requested : undefined);
  if ((await identifySession()).kind !== "anonymous") redirect(next);
  return (
    <AuthPanel
      title="Create your account"
      description="You'll name your company next. Joining a team? Open your invitation link."
      footer={
        <>
          Already have an account?{" "}
          <TextLink href={`/login?next=${encodeURIComponent(next)}`}>Sign in</TextLink>
        </>
      }
    >
      <SignUpForm action={signUp} fields={{ next }} />
    </AuthPanel>
  );
}
