"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { LinkButton } from "@/components/ui/link-button";

type Way = { href: string; label: string };

const wayOut: Record<string, Way> = {
  no_personal_phone: { href: "/settings/profile", label: "Add your phone" },
  phone_not_verified: { href: "/settings/profile", label: "Verify your phone" },
  own_phone_not_allowed: { href: "/settings/profile", label: "Change your phone" },
  unauthenticated: { href: "/login", label: "Sign in" },
};

/** For admins: whoever is none reads whom to ask. */
const adminsWayOut: Record<string, Way> = {
  twilio_not_configured: { href: "/settings/twilio", label: "Connect Twilio" },
  browser_calls_off: { href: "/settings/twilio#browser-calls", label: "Turn on browser calls" },
  own_phone_needs_number: { href: "/settings/numbers", label: "Add a number" },
  country_not_allowed: { href: "/settings/calling", label: "Allow countries" },
  spend_limit_reached: { href: "/settings/calling", label: "Change the limit" },
};

const unknown = ["unreachable", "unreadable"];

/** Why a call was not placed, with the way to the page where that can be changed. */
export function CallProblem({
  problem,
  open,
  pending,
  onClose,
  onHangUpFirst,
}: {
  problem: { code: string; message: string; asksAdmin?: true };
  open: boolean;
  pending: boolean;
  onClose: () => void;
  /** Ends the call that is in the way, then places this one. */
  onHangUpFirst?: () => void;
}) {
  const way = wayOut[problem.code] ?? (problem.asksAdmin ? undefined : adminsWayOut[problem.code]);
  return (
    <Dialog
      title={unknown.includes(problem.code) ? "Was the call placed?" : "Call not placed"}
      description={problem.message}
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <div className="flex justify-end gap-2">
        <Button variant={way || onHangUpFirst ? "secondary" : "primary"} onClick={onClose}>
          {way || onHangUpFirst ? "Not now" : "OK"}
        </Button>
        {onHangUpFirst && (
          <Button variant="danger" pending={pending} onClick={onHangUpFirst}>
            Hang up and call
          </Button>
        )}
        {way && (
          <LinkButton variant="primary" href={way.href} onClick={onClose}>
            {way.label}
          </LinkButton>
        )}
      </div>
    </Dialog>
  );
}
