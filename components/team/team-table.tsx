import { Phone, PhoneOff } from "lucide-react";
import { PersonAvailability } from "@/components/availability/person-availability";
import { CallColleague } from "@/components/colleagues/call-colleague";
import { Presence } from "@/components/colleagues/presence";
import { PersonActions } from "@/components/team/person-actions";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { atLeast, type Member } from "@/lib/auth/member";
import { unknown } from "@/lib/availability/decide";
import type { listAvailability } from "@/lib/availability/store";
import { nextExtension } from "@/lib/colleagues/decide";
import type { Colleague as Present } from "@/lib/colleagues/schema";
import type { Colleague, Phones } from "@/lib/team/store";
import { roleWords } from "@/lib/team/words";

/**
 * Everyone on the team. `phones` (of those who have set one) is null for those who may not know.
 */
export function TeamTable({
  me,
  colleagues,
  phones,
  availability,
  present,
  now,
}: {
  me: Member;
  colleagues: Colleague[];
  phones: Phones | null;
  availability: Awaited<ReturnType<typeof listAvailability>>;
  /** Who can be called now, and by which extension. */
  present: Present[];
  now: Date;
}) {
  const admin = atLeast(me, "admin");
  const suggested = nextExtension(present.map(({ extension }) => extension));
  const rows = colleagues.map((person) => ({
    person,
    seen: present.find(({ user_id }) => user_id === person.user_id),
  }));
  return (
    <Table label="People">
      <TableHead>
        <HeadCell>Name</HeadCell>
        <HeadCell className="xl:w-28">Role</HeadCell>
        {phones && <HeadCell className="xl:w-36">Phone</HeadCell>}
        <HeadCell className="xl:w-44">Availability</HeadCell>
        <HeadCell className="w-24">
          <span className="sr-only">Call and actions</span>
        </HeadCell>
      </TableHead>
      <TableBody>
        {rows.map(({ person, seen }) => (
          <Row key={person.user_id} className="max-md:relative max-md:pr-28">
            <Cell>
              <div className="flex items-center gap-3">
                <Avatar name={person.name} />
                <div className="min-w-0">
                  <p className="flex items-center gap-2">
                    <span className="truncate font-medium text-ink">
                      {person.name}
                      {person.user_id === me.user_id && <span className="text-muted"> (you)</span>}
                    </span>
                    {seen && <Presence of={seen} />}
                  </p>
                  <p className="truncate text-[13px] text-muted">{person.email}</p>
                </div>
              </div>
            </Cell>
            <Cell className="max-md:mt-2 max-md:ml-11 max-md:inline-block max-md:align-top">
              <Badge tone={person.role === "rep" ? "neutral" : "accent"}>
                {roleWords[person.role].name}
              </Badge>
              {seen?.extension && (
                <span className="text-[13px] text-muted tabular-nums max-md:ml-2 md:block">
                  Ext. {seen.extension}
                </span>
              )}
            </Cell>
            {phones && (
              <Cell className="max-md:mt-2 max-md:ml-11">
                <PhoneBadge phone={phones.get(person.user_id)} />
              </Cell>
            )}
            <Cell className="max-md:mt-1 max-md:ml-9">
              <PersonAvailability
                person={person}
                known={{
                  ...(availability.get(person.user_id) ?? unknown),
                  on_call: seen?.presence === "on_call",
                }}
                timeZone={me.tenant.time_zone}
                now={now}
                canSet={person.user_id === me.user_id || atLeast(me, "manager")}
              />
              {seen && !seen.rings_on && (
                <p className="text-[13px] text-muted">No phone or browser of theirs rings</p>
              )}
            </Cell>
            <Cell className="max-md:absolute max-md:top-2 max-md:right-3">
              <span className="flex items-center justify-end gap-1">
                <CallColleague colleague={person} me={me.user_id} />
                {admin && (
                  <PersonActions
                    person={person}
                    extension={seen?.extension ?? null}
                    suggested={suggested}
                    self={person.user_id === me.user_id}
                  />
                )}
              </span>
            </Cell>
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
