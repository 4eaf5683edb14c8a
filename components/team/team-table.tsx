import { Phone, PhoneOff } from "lucide-react";
import { PersonAvailability } from "@/components/availability/person-availability";
import { PersonActions } from "@/components/team/person-actions";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { atLeast, type Member } from "@/lib/auth/member";
import type { listAvailability } from "@/lib/availability/store";
import type { Colleague, Phones } from "@/lib/team/store";
import { roleWords } from "@/lib/team/words";

const unknown = { availability: null, on_call: false };

/**
 * Everyone on the team. `phones` (of those who have set one) is null for those who may not know.
 */
export function TeamTable({
  me,
  colleagues,
  phones,
  availability,
  now,
}: {
  me: Member;
  colleagues: Colleague[];
  phones: Phones | null;
  availability: Awaited<ReturnType<typeof listAvailability>>;
  now: Date;
}) {
  const admin = atLeast(me, "admin");
  return (
    <Table label="People">
      <TableHead>
        <HeadCell>Name</HeadCell>
        <HeadCell className="xl:w-32">Role</HeadCell>
        <HeadCell className="xl:w-56">Availability</HeadCell>
        {phones && <HeadCell className="xl:w-40">Phone</HeadCell>}
        {admin && (
          <HeadCell className="w-16">
            <span className="sr-only">Actions</span>
          </HeadCell>
        )}
      </TableHead>
      <TableBody>
        {colleagues.map((person) => (
          <Row key={person.user_id} className="max-md:relative max-md:pr-16">
            <Cell>
              <div className="flex items-center gap-3">
                <Avatar name={person.name} />
                <div className="min-w-0">
                  <p className="truncate font-medium text-ink">
                    {person.name}
                    {person.user_id === me.user_id && <span className="text-muted"> (you)</span>}
                  </p>
                  <p className="truncate text-[13px] text-muted">{person.email}</p>
                </div>
              </div>
            </Cell>
            <Cell className="max-md:mt-2 max-md:ml-11 max-md:inline-block max-md:align-top">
              <Badge tone={person.role === "rep" ? "neutral" : "accent"}>
                {roleWords[person.role].name}
              </Badge>
            </Cell>
            <Cell className="max-md:mt-1 max-md:ml-9">
              <PersonAvailability
                person={person}
                known={availability.get(person.user_id) ?? unknown}
                timeZone={me.tenant.time_zone}
                now={now}
                canSet={person.user_id === me.user_id || atLeast(me, "manager")}
              />
            </Cell>
            {phones && (
              <Cell className="max-md:mt-2 max-md:ml-2 max-md:inline-block max-md:align-top">
                <PhoneBadge phone={phones.get(person.user_id)} />
              </Cell>
            )}
            {admin && (
              <Cell className="max-md:absolute max-md:top-2 max-md:right-3">
                <PersonActions person={person} self={person.user_id === me.user_id} />
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function PhoneBadge({ phone }: { phone: "verified" | "unverified" | undefined }) {
  return phone === "verified" ? (
    <Badge tone="ok">
      <Phone aria-hidden />
      Verified
    </Badge>
  ) : (
    <Badge tone="warn">
      <PhoneOff aria-hidden />
      {phone ? "Not verified" : "No phone"}
    </Badge>
  );
}
