import { TextField } from "@/components/ui/text-field";

/** How often something may be done, a field a limit. */
export function CountFields<Name extends string>({
  counts,
  values,
}: {
  /** Each limit with its label. */
  counts: readonly (readonly [Name, string])[];
  values: Record<Name, number>;
}) {
  return counts.map(([name, label]) => (
    <TextField
      key={name}
      label={label}
      name={name}
      type="number"
      inputMode="numeric"
      min={1}
      max={100_000}
      defaultValue={values[name]}
      required
    />
  ));
}
