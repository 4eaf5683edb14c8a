"use client";

import { clsx } from "clsx";
import { Phone, PhoneIncoming, PhoneOff, UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CallAgain } from "@/components/call-bar/call-again";
import { CallNote } from "@/components/call-bar/call-note";
import { Outcomes } from "@/components/call-bar/outcomes";
import { postWrapUp } from "@/components/call-bar/post-wrap-up";
import { VoicemailButton } from "@/components/call-bar/voicemail-button";
import { WhoLine } from "@/components/call-bar/who-line";
import { PeopleInCall } from "@/components/call-control/people-in-call";
import { SupervisionLine } from "@/components/call-control/supervision-line";
import { TalkActions } from "@/components/call-control/talk-actions";
import { HangUpButton } from "@/components/calls/hang-up-button";
import { PauseButton } from "@/components/recordings/pause-button";
import { InviteColleague } from "@/components/rooms/invite-colleague";
import { RoomGuests } from "@/components/rooms/room-guests";
import { useGoesOn } from "@/components/rooms/use-goes-on";
import { AnswerButtonLater, TalkControlsLater } from "@/components/softphone/later";
import { Button } from "@/components/ui/button";
import { useSignInAgain } from "@/components/ui/form-sign-in";
import { LinkButton } from "@/components/ui/link-button";
import type { BarCall } from "@/lib/wrapups/bar";
import { ringsIn } from "@/lib/wrapups/decide";

export type Outcome = {
  id: string;
  label: string;
  key: number | null;
  /** What choosing it adds, in a few words; null for nothing. */
  follows: string | null;
};

/** A call of the signed-in person: who it is with, its state, what there is to do and say. */
export function BarCallView({
  call,
  outcomes,
  onHold,
  onDone,
}: {
  call: BarCall;
  outcomes: Outcome[];
  /** The person has begun to say something: the bar stays with this call. */
  onHold: () => void;
  onDone: () => void;
}) {
  const router = useRouter();
  const [picked, setPicked] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const { signIn, dialog } = useSignInAgain(() => {
    if (picked) void send(picked);
  });
  const chosen = picked ?? call.disposition_id;
  const rings = ringsIn(call);
  const { supervision } = call;
  const goesOn = useGoesOn(call);
  // A colleague's call, until it is taken over.
  const listens = supervision?.isListener === true;
  // While it rings in, there is nothing to write yet: a phone's screen is for answering.
  const asksNote = rings ? call.note !== "" : call.live || call.asks || call.note !== "";
  const writes = !listens && !call.isForSeveral && asksNote;

  async function send(id: string) {
    setProblem(undefined);
    const answer = await postWrapUp(call.id, {
      disposition_id: id,
      disposition_was: call.disposition_id,
    });
    if (answer.kind === "saved") return router.refresh();
    if (answer.kind === "signed_out") {
      setProblem("Not saved yet: you were signed out.");
      return signIn();
    }
    setPicked(undefined);
    setProblem(answer.message);
    if (answer.kind === "conflict") router.refresh();
  }

  function choose(id: string) {
    if (id === chosen) return;
    onHold();
    setPicked(id);
    void send(id);
  }

  async function finish() {
    if (call.live) return;
    onDone();
    if (call.due && !chosen) {
      await postWrapUp(call.id, { dismissed: true });
      router.refresh();
    }
  }

  const called = call.direction === "inbound" || call.isCalled;
  const Icon = call.live ? (called ? PhoneIncoming : Phone) : PhoneOff;
  return (
    <div className="mx-auto grid max-w-6xl gap-x-5 gap-y-2 md:grid-cols-[minmax(15rem,5fr)_minmax(0,7fr)_auto] md:items-start">
      <div className={clsx("flex min-w-0 gap-3", listens ? "max-md:pr-38" : "max-md:pr-28")}>
        <span
          aria-hidden
          className={clsx(
            "flex size-10 shrink-0 items-center justify-center rounded-full [&>svg]:size-[18px]",
            call.connected && "bg-ok-soft text-ok-text",
            call.live && !call.connected && "bg-accent-soft text-accent-text",
            !call.live &&
              (call.outcome === "connected"
                ? "bg-sunken text-muted"
                : "bg-warn-soft text-warn-text"),
          )}
        >
          <Icon className={clsx(call.live && !call.connected && "animate-pulse")} />
        </span>
        <WhoLine call={call} />
      </div>
      <div className="flex min-w-0 flex-col gap-2">
        {call.live && (
          <div className="flex flex-wrap items-start gap-1.5">
            <TalkControlsLater callId={call.id} />
            {call.room?.isIn && <InviteColleague callId={call.id} />}
            {call.connected && !call.room && !call.isInternal && !listens && (
              <TalkActions callId={call.id} control={call.control} />
            )}
          </div>
        )}
        {supervision && (
          <SupervisionLine
            callId={call.id}
            rep={call.rep}
            isRep={call.isRep}
            supervision={supervision}
          />
        )}
        {call.room && (call.room.isMeeting || call.room.isIn) && (
          <RoomGuests callId={call.id} people={call.room.people} />
        )}
        {call.people.length > 0 && (
          <PeopleInCall callId={call.id} people={call.people} acts={!listens} />
        )}
        {writes && (
          <CallNote callId={call.id} stored={call.note} onUse={onHold} onFinish={finish} />
        )}
        {!call.isInternal &&
          !listens &&
          (call.connected || (!call.live && call.asks)) &&
          outcomes.length > 0 && <Outcomes outcomes={outcomes} chosen={chosen} onChoose={choose} />}
        {problem && (
          <p role="alert" className="text-xs text-danger-text">
            {problem}
          </p>
        )}
        {dialog}
      </div>
      <div className="flex flex-wrap items-start justify-end gap-2 max-md:row-start-1 max-md:-ml-28 max-md:contents md:flex-col md:items-stretch">
        {call.live ? (
          <>
            {rings && <AnswerButtonLater callId={call.id} saysWhere={isRung(call)} />}
            <div className="max-md:absolute max-md:top-3 max-md:right-4">
              <HangUpButton
                callId={call.id}
                declines={rings}
                leaves={call.room ? goesOn : call.isJoined && !call.isForSeveral}
                inRoom={call.room !== null}
                listens={listens}
              />
            </div>
            {rings && call.rung?.isAlone && !call.control && !call.room && (
              <VoicemailButton callId={call.id} />
            )}
            {call.recording && !listens && (
              <PauseButton callId={call.id} paused={call.recording === "paused"} />
            )}
          </>
        ) : (
          <div className="flex gap-2 max-md:justify-end md:flex-col">
            {(call.colleague || call.dial) && (
              <CallAgain
                call={
                  call.colleague
                    ? { colleagueId: call.colleague.id }
                    : { to: call.dial ?? "", contactId: call.contact?.id }
                }
                words={called && call.outcome !== "connected" ? "Call back" : "Call again"}
                onPlaced={onDone}
              />
            )}
            <Button size="sm" aria-keyshortcuts="d" onClick={finish}>
              Done
            </Button>
          </div>
        )}
        {!call.contact && call.dial && (
          <LinkButton
            size="sm"
            variant="secondary"
            href={`/contacts/new?phone=${encodeURIComponent(call.dial)}`}
          >
            <UserPlus aria-hidden className="size-4" />
            Add contact
          </LinkButton>
        )}
      </div>
    </div>
  );
}

/** A phone of the reader's rings at this moment: what is asked on it is said by the call itself. */
function isRung({ stage, isCalled }: Pick<BarCall, "stage" | "isCalled">): boolean {
  return stage === (isCalled ? "ringing_customer" : "ringing_rep");
}
