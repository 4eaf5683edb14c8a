import { makeListeners } from "@/components/ui/listeners";

const listeners = makeListeners<[input: number, output: number]>();

/** Twenty times a second, 0 to 1: not for React's state. */
export const noteLevels = listeners.notify;
export const subscribeLevels = listeners.subscribe;
