import { colours } from "@/components/booking/colours";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { BookedService, Helper } from "@/lib/booking/facts";

/** Who or what is booked, for what, and how it looks in the calendar. */
export function StaffFields({
  helper,
  services,
  people,
}: {
  helper?: Helper;
  services: BookedService[];
  people: { user_id: string; name: string }[];
}) {
  return (
    <>
      <TextField
        label="Name"
        name="name"
        maxLength={80}
        autoComplete="off"
        required
        defaultValue={helper?.name}
        hint="As callers hear it."
      />
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <SelectField label="Is" name="kind" defaultValue={helper?.kind ?? "person"}>
          <option value="person">A person</option>
          <option value="resource">A room or machine</option>
        </SelectField>
        <SelectField label="Signs in as" name="user_id" defaultValue={helper?.user_id ?? ""}>
          <option value="">Nobody</option>
          {people.map(({ user_id, name }) => (
            <option key={user_id} value={user_id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Color" name="colour" defaultValue={String(helper?.colour ?? 1)}>
          {colours.map(({ name }, nth) => (
            <option key={name} value={nth + 1}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      {services.length > 0 && (
        <fieldset className="min-w-0">
          <legend className="mb-1 text-sm font-medium text-ink">Can be booked for</legend>
          <div className="grid gap-x-4 sm:grid-cols-2">
            {services.map(({ id, name }) => (
              <label key={id} className="flex min-h-11 items-center gap-2.5 text-sm md:min-h-8">
                <input
                  type="checkbox"
                  name="services"
                  value={id}
                  defaultChecked={helper ? helper.services.includes(id) : true}
                  className="size-4 shrink-0 accent-accent"
                />
                <span className="min-w-0 break-words">{name}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
