import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { exchangeTurns, saveRingOrder } from "@/lib/softphone/actions";
import { inOrder, type OwnDevice } from "@/lib/softphone/turns";

/** Whether a person's phones and browser ring all at once, or in which order. */
export function RingOrderCard({
  devices,
  order,
}: {
  devices: readonly OwnDevice[];
  /** Null: all at once. */
  order: readonly number[] | null;
}) {
  const chosen = order ? "in_turn" : "at_once";
  return (
    <Card
      title="Which phone rings first"
      description="Of calls to your number, and of routes where it is your turn. Where several people ring together, all of your phones ring at once."
    >
      <div className="flex flex-col gap-5">
        <Form action={saveRingOrder} loaded={{ order: chosen }} label="Order of your phones">
          <SelectField
            label="My phones ring"
            name="order"
            defaultValue={chosen}
            className="max-w-sm"
          >
            <option value="at_once">All at once</option>
            <option value="in_turn">One after another</option>
          </SelectField>
          <FormNotice />
          <SubmitButton variant="secondary" className="self-start">
            Save order
          </SubmitButton>
        </Form>
        {order && <Turns devices={inOrder(devices, order)} />}
      </div>
    </Card>
  );
}

function Turns({ devices }: { devices: readonly OwnDevice[] }) {
  return (
    <ol aria-label="They ring in this order" className="flex flex-col gap-1 sm:max-w-xl">
      {devices.map((device, at) => (
        <li key={device.place} className="flex min-h-11 flex-wrap items-center gap-2 md:min-h-8">
          <span className="min-w-0 flex-1 break-words text-ink">{device.name}</span>
          <Exchange device={device} other={devices[at - 1]} to="up" />
          <Exchange device={device} other={devices[at + 1]} to="down" />
        </li>
      ))}
    </ol>
  );
}

function Exchange({
  device,
  other,
  to,
}: {
  device: OwnDevice;
  other: OwnDevice | undefined;
  to: "up" | "down";
}) {
  return (
    <Form action={exchangeTurns} className="contents" label={`Move ${device.name} ${to}`}>
      <input type="hidden" name="place" value={device.place} />
      <input type="hidden" name="other" value={other?.place ?? device.place} />
      <SubmitButton variant="ghost" disabled={!other} aria-label={`Move ${device.name} ${to}`}>
        {to === "up" ? "Up" : "Down"}
      </SubmitButton>
    </Form>
  );
}
