import { salon } from "@/local/demo/casa-verde";
import { companies } from "@/local/demo/companies";
import { password } from "@/local/tenant/plant";

/** Everybody who can sign in to the demo, as the app's DEMO_ACCOUNTS has it. */
export function demoAccounts(): string {
  const all = [...companies, salon].flatMap(({ name: company, domain, people }) =>
    people.map(({ mailbox, role, name }) => ({
      ...{ name, role, company, password },
      email: `${mailbox}@${domain}`,
    })),
  );
  return JSON.stringify(all);
}
