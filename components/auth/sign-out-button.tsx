import { SubmitButton } from "@/components/ui/submit-button";
import { signOut } from "@/lib/account/actions";

/** Sign out, also before JavaScript has loaded. */
export function SignOutButton() {
  return (
    <form action={signOut} className="inline-flex">
      <SubmitButton variant="secondary" size="sm">
        Sign out
      </SubmitButton>
    </form>
  );
}
