import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { signIn } from "@/lib/account/actions";
import type { DemoAccount } from "@/lib/core/env";
import { roleWords } from "@/lib/team/words";

/** The people of a demo's companies, by company: one click signs in as one of them. */
export function DemoAccounts({ accounts, next }: { accounts: DemoAccount[]; next: string }) {
  const companies = [...Map.groupBy(accounts, ({ company }) => company)];
  return (
    <section aria-labelledby="demo-accounts" className="mt-6 border-t border-line pt-5">
      <h2 id="demo-accounts" className="text-sm font-semibold text-ink">
        Demo accounts
      </h2>
      <p className="mt-0.5 text-[13px] text-muted">One click signs you in.</p>
      <div className="mt-3 grid gap-4">
        {companies.map(([company, people]) => (
          <section key={company} aria-label={company}>
            <h3 className="mb-1 text-[13px] text-muted">{company}</h3>
            <ul className="grid gap-1">
              {people.map((person) => (
                <li key={person.email}>
                  <SignInAs {...{ person, next }} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}

function SignInAs({ person, next }: { person: DemoAccount; next: string }) {
  const { name, role, company, email, password } = person;
  return (
    <Form action={signIn} className="flex flex-col gap-2">
      {Object.entries({ email, password, next }).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <SubmitButton variant="secondary" size="sm" className="w-full">
        <span className="flex w-full items-center justify-between gap-3">
          <span className="truncate">
            <span className="sr-only">Sign in as </span>
            {name}
          </span>
          <span className="font-normal text-muted">
            {roleWords[role].name}
            <span className="sr-only"> of {company}</span>
          </span>
        </span>
      </SubmitButton>
      <FormNotice />
    </Form>
  );
}
