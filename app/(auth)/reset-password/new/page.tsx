import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPanel } from "@/components/auth/auth-panel";
import { NewPasswordForm } from "@/components/auth/new-password-form";
import { Notice } from "@/components/ui/notice";
import { identifySession } from "@/lib/auth/member";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function NewPasswordPage({
  searchParams,
}: {
  searchParams: Promise<{ problem?: string | string[] }>;
}) {
  const { problem } = await searchParams;
  if ((await identifySession()).kind === "anonymous") redirect("/reset-password?problem=link");
  return (
    <AuthPanel title="Choose a new password">
      {problem && (
        <div className="mb-5">
          <Notice tone="warn">
            {problem === "weak_password"
              ? "That password is too easy to guess. Choose a longer one."
              : "That didn't work. Please try again."}
          </Notice>
        </div>
      )}
      <NewPasswordForm />
    </AuthPanel>
  );
}
