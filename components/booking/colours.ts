/** What staff.colour looks like: its name, a dot, and a booking in the calendar. */
export const colours = [
  {
    name: "Indigo",
    dot: "bg-indigo-500",
    block:
      "border-indigo-500 bg-indigo-100 text-indigo-950 dark:bg-indigo-950 dark:text-indigo-100",
  },
  {
    name: "Green",
    dot: "bg-emerald-500",
    block:
      "border-emerald-500 bg-emerald-100 text-emerald-950 dark:bg-emerald-950 dark:text-emerald-100",
  },
  {
    name: "Amber",
    dot: "bg-amber-500",
    block: "border-amber-500 bg-amber-100 text-amber-950 dark:bg-amber-950 dark:text-amber-100",
  },
  {
    name: "Rose",
    dot: "bg-rose-500",
    block: "border-rose-500 bg-rose-100 text-rose-950 dark:bg-rose-950 dark:text-rose-100",
  },
  {
    name: "Blue",
    dot: "bg-sky-500",
    block: "border-sky-500 bg-sky-100 text-sky-950 dark:bg-sky-950 dark:text-sky-100",
  },
  {
    name: "Violet",
    dot: "bg-violet-500",
    block:
      "border-violet-500 bg-violet-100 text-violet-950 dark:bg-violet-950 dark:text-violet-100",
  },
] as const;

export const colourOf = (colour: number | undefined) => colours[(colour ?? 1) - 1] ?? colours[0];
