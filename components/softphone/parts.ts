/** What is loaded of the phone once it is known that this browser is one. */
export { AnswerAsked } from "@/components/softphone/answer-asked";
export { AnswerButton } from "@/components/softphone/answer-button";
export { PhoneStrip } from "@/components/softphone/phone-strip";
export { PhoneSwitch } from "@/components/softphone/phone-switch";
export { TalkControls } from "@/components/softphone/talk-controls";
