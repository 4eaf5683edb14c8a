import { Scissors } from "lucide-react";
import { ArchiveButton, Archived } from "@/components/booking/archive-button";
import { ServiceFields } from "@/components/booking/service-fields";
import { EditInDialog } from "@/components/settings/edit-in-dialog";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BookedService } from "@/lib/booking/facts";
import { saveBookedService } from "@/lib/booking/settings-actions";
import { serviceValues } from "@/lib/booking/settings-values";
import { lengthWords, priceWords } from "@/lib/booking/words";

type Named = { id: string; name: string };

/** What can be booked; admins add, change and archive it. */
export function ServiceList({
  services,
  archived,
  edits,
}: {
  services: BookedService[];
  archived: Named[];
  edits: boolean;
}) {
  return (
    <Card title="Services" description="What can be booked, how long it takes, its price." flush>
      <div className="border-t border-line">
        {services.length === 0 ? (
          <EmptyState icon={<Scissors />} title="No services yet">
            A service is what customers come for: a haircut, a site visit, a consultation.
          </EmptyState>
        ) : (
          <ul aria-label="Services" className="divide-y divide-line">
            {services.map((service) => (
              <li key={service.id} className="flex flex-wrap items-center gap-x-3 px-5 py-2.5">
                <span className="min-w-40 flex-1 break-words">
                  <span className="font-medium text-ink">{service.name}</span>
                  <span className="block text-[13px] text-muted">{factsOf(service)}</span>
                </span>
                {edits && (
                  <span className="flex items-center">
                    <EditInDialog
                      id={service.id}
                      name={service.name}
                      action={saveBookedService}
                      loaded={serviceValues(service)}
                    >
                      <ServiceFields service={service} />
                    </EditInDialog>
                    <ArchiveButton of="services" id={service.id} name={service.name} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
        {edits && <Archived of="services" items={archived} />}
        {edits && (
          <details className="border-t border-line px-5 py-4" open={services.length === 0}>
            <summary className="w-fit rounded-sm py-1 text-sm font-medium text-accent-text">
              Add a service
            </summary>
            <Form
              action={saveBookedService}
              resetOnDone
              label="New service"
              className="mt-3 flex flex-col gap-4"
            >
              <ServiceFields />
              <FormNotice />
              <SubmitButton className="self-start">Add service</SubmitButton>
            </Form>
          </details>
        )}
      </div>
    </Card>
  );
}

function factsOf(service: BookedService): string {
  const { buffer_before_minutes: before, buffer_after_minutes: after } = service;
  return [
    lengthWords(service.duration_minutes),
    priceWords(service),
    before > 0 && `${lengthWords(before)} free before`,
    after > 0 && `${lengthWords(after)} free after`,
    service.spoken_names.length > 0 && `also “${service.spoken_names.join("”, “")}”`,
  ]
    .filter(Boolean)
    .join(" · ");
}
