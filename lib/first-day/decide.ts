import type { FirstDay } from "@/lib/first-day/schema";

export type Step = { label: string; hint: string; href: string; done: boolean };

type Me = {
  role: "rep" | "manager" | "admin";
  personal_phone: string | null;
  phone_verified: boolean;
};

/** What is left of the first day, in the order in which it works; none once all is done. */
export function stepsOf(me: Me, state: FirstDay): Step[] {
  const steps =
    me.role === "admin"
      ? [...connectSteps(state), verifyStep(me, state), ...fillSteps(state), callStep(me, state)]
      : [verifyStep(me, state), callStep(me, state)];
  return steps.every(({ done }) => done) ? [] : steps;
}

function connectSteps({ twilio, number, routed }: FirstDay): Step[] {
  return [
    {
      label: "Connect Twilio",
      hint: "Your company's own account: Account SID and Auth Token.",
      href: "/settings/twilio",
      done: twilio,
    },
    {
      label: "Add a phone number",
      hint: number
        ? "It is added. Open it, and send its calls to Ringbook: they don't come here yet."
        : "The number customers call and see.",
      href: "/settings/numbers",
      done: number && routed,
    },
  ];
}

function verifyStep(me: Me, { number }: FirstDay): Step {
  const hint = me.personal_phone
    ? "We call it and read you a six-digit code."
    : "You talk from your own phone: we ring it, then the customer.";
  const waits = "Add it now, and verify it once an admin has added your company's number.";
  return {
    label: "Verify your phone",
    hint: number || me.role === "admin" ? hint : waits,
    href: "/settings/profile",
    done: me.phone_verified,
  };
}

function fillSteps({ colleagues, contacts }: FirstDay): Step[] {
  return [
    {
      label: "Invite colleagues",
      hint: "They get a link and set their own password.",
      href: "/settings/team",
      done: colleagues,
    },
    {
      label: "Add contacts",
      hint: "The people you want to call: import a file, paste rows, or type them.",
      href: "/contacts/import",
      done: contacts,
    },
  ];
}

function callStep({ role }: Me, { contacts, my_call, company_call }: FirstDay): Step {
  return {
    label: "Make the first call",
    hint: "Click a phone icon, pick up your phone, and press 1.",
    href: contacts ? "/contacts" : "/contacts/new",
    done: role === "rep" ? my_call : company_call,
  };
}
