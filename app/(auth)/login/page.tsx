import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPanel } from "@/components/auth/auth-panel";
import { DemoAccounts } from "@/components/auth/demo-accounts";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { signIn } from "@/lib/account/actions";
import { safePath } from "@/lib/account/schema";
import { identifySession } from "@/lib/auth/member";
import { env } from "@/lib/core/env";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[]; problem?: string | string[] }>;
}) {
  const { next: requested, problem } = await searchParams;
  const next = safePath(typeof requested === "string" ? requested : undefined);
  if ((await identifySession()).kind !== "anonymous") redirect(next);
  const demo = env().DEMO_ACCOUNTS;
  return (
    <AuthPanel
      title="Sign in to Ringbook"
      footer={
        <>
          New here?{" "}
          <TextLink href={`/signup?next=${encodeURIComponent(next)}`}>Create an account</TextLink>
        </>
      }
    >
      {problem === "link" && (
        <div className="mb-5">
          <Notice tone="warn">
            This link has expired, has already been used, or was opened in another browser. If you
            were confirming your email, try signing in.
          </Notice>
        </div>
      )}
      {problem === "unsaved" && (
        <div className="mb-5">
          <Notice tone="warn">
            You were signed out, so your changes aren't saved. Sign in, then go back in your
            browser: the form may still hold what you typed.
          </Notice>
        </div>
      )}
      <SignInForm action={signIn} fields={{ next }}>
        <TextLink href="/reset-password" className="self-center">
          Forgot your password?
        </TextLink>
      </SignInForm>
      {demo.length > 0 && <DemoAccounts accounts={demo} next={next} />}
    </AuthPanel>
  );
}
