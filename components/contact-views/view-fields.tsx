import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";

/** What a saved view is called, and who sees it. */
export function ViewFields({ name = "", shared = false }: { name?: string; shared?: boolean }) {
  return (
    <>
      <TextField label="Name" name="name" defaultValue={name} maxLength={60} autoComplete="off" />
      <SwitchField
        label="Share with everyone"
        hint="Everyone in your company sees it; managers may change it too."
        name="is_shared"
        defaultChecked={shared}
      />
    </>
  );
}
