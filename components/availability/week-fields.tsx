import { clsx } from "clsx";
import { TextField } from "@/components/ui/text-field";
import { fieldOf, type OwnHours, places } from "@/lib/availability/hours";
import { weekdays } from "@/lib/routing/limits";

const names = {
  ...{ mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday" },
  ...{ fri: "Friday", sat: "Saturday", sun: "Sunday" },
};

/** A time field calls the end of a day 00:00. */
const shown = (until: string | undefined) => (until === "24:00" ? "00:00" : (until ?? ""));

/**
 * From when until when on each day of the week, twice where there is a break; `isNarrow` in a
 * dialog, as on a phone.
 */
export function WeekFields({
  week,
  isNarrow = false,
}: {
  week: OwnHours["week"] | null;
  isNarrow?: boolean;
}) {
  return (
    <div className="flex flex-col gap-3">
      {weekdays.map((day) => (
        <fieldset
          key={day}
          className={clsx(
            "grid grid-cols-2 gap-x-3 gap-y-2",
            !isNarrow && "sm:grid-cols-[6rem_repeat(4,minmax(0,8.25rem))] sm:items-end",
            // As the head of a table: said for each day, seen once.
            !isNarrow && "sm:not-first:[&_label]:sr-only",
          )}
        >
          <legend className="sr-only">{names[day]}</legend>
          <span
            aria-hidden
            className={clsx(
              "text-sm font-medium text-ink",
              isNarrow ? "col-span-2" : "max-sm:col-span-2 sm:flex sm:h-9 sm:items-center",
            )}
          >
            {names[day]}
          </span>
          {places.map((place) => {
            const span = week?.[day][place - 1];
            const also = place === 1 ? "" : "and ";
            return [
              <TextField
                key={`${place} from`}
                label={`${also}from`}
                name={fieldOf(day, place, "from")}
                type="time"
                defaultValue={span?.from ?? ""}
              />,
              <TextField
                key={`${place} until`}
                label="until"
                name={fieldOf(day, place, "until")}
                type="time"
                defaultValue={shown(span?.until)}
              />,
            ];
          })}
        </fieldset>
      ))}
    </div>
  );
}
