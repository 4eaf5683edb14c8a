import { clsx } from "clsx";
import { UserRound } from "lucide-react";
import { WeekFields } from "@/components/availability/week-fields";
import { ArchiveButton, Archived } from "@/components/booking/archive-button";
import { colourOf } from "@/components/booking/colours";
import { StaffFields } from "@/components/booking/staff-fields";
import { StaffHours } from "@/components/booking/staff-hours";
import { EditInDialog } from "@/components/settings/edit-in-dialog";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BookedService, Helper } from "@/lib/booking/facts";
import { saveHelper } from "@/lib/booking/settings-actions";
import { staffValues } from "@/lib/booking/settings-values";

type Props = {
  staff: Helper[];
  services: BookedService[];
  people: { user_id: string; name: string }[];
  archived: { id: string; name: string }[];
  edits: boolean;
};

/** Who or what is booked; admins add, change and archive it. */
export function StaffList({ staff, services, people, archived, edits }: Props) {
  return (
    <Card title="Staff and resources" description="Who or what is booked, and for what." flush>
      <div className="border-t border-line">
        {staff.length === 0 ? (
          <EmptyState icon={<UserRound />} title="Nobody can be booked yet">
            Add the people whom customers come to, or the rooms and machines that they come for.
          </EmptyState>
        ) : (
          <ul aria-label="Staff and resources" className="divide-y divide-line">
            {staff.map((helper) => (
              <li key={helper.id} className="flex flex-wrap items-center gap-x-3 px-5 py-2.5">
                <span
                  aria-hidden
                  className={clsx("size-2.5 rounded-full", colourOf(helper.colour).dot)}
                />
                <span className="min-w-40 flex-1 break-words">
                  <span className="font-medium text-ink">{helper.name}</span>
                  <span className="block text-[13px] text-muted">{factsOf(helper, services)}</span>
                </span>
                {edits && (
                  <span className="flex items-center">
                    <StaffHours helper={helper}>
                      <WeekFields week={helper.week} isNarrow />
                    </StaffHours>
                    <EditInDialog
                      id={helper.id}
                      name={helper.name}
                      action={saveHelper}
                      loaded={staffValues(helper, services)}
                    >
                      <StaffFields {...{ helper, services, people }} />
                    </EditInDialog>
                    <ArchiveButton of="staff" id={helper.id} name={helper.name} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
        {edits && <Archived of="staff" items={archived} />}
        {edits && (
          <details className="border-t border-line px-5 py-4" open={staff.length === 0}>
            <summary className="w-fit rounded-sm py-1 text-sm font-medium text-accent-text">
              Add a person or resource
            </summary>
            <Form
              action={saveHelper}
              resetOnDone
              label="New person or resource"
              className="mt-3 flex flex-col gap-4"
            >
              <StaffFields {...{ services, people }} />
              <FormNotice />
              <SubmitButton className="self-start">Add</SubmitButton>
            </Form>
          </details>
        )}
      </div>
    </Card>
  );
}

function factsOf(helper: Helper, services: BookedService[]): string {
  const theirs = services.filter(({ id }) => helper.services.includes(id));
  const all = theirs.length === services.length && services.length > 1;
  return [
    helper.kind === "resource" && "Resource",
    theirs.length === 0
      ? "No services"
      : all
        ? "All services"
        : theirs.map(({ name }) => name).join(", "),
    helper.week && "own hours",
  ]
    .filter(Boolean)
    .join(" · ");
}
