import { defineCall } from '../call.ts';

const about =
  'Says how the user wants to be seen by friends. A user none of whose stations was seen for 90 s is offline, whatever was said last.';

const availability = <const Action extends string>(action: Action) =>
  defineCall({
    api: 'chatavailability',
    action,
    auth: 'signed',
    replay: 'once',
    about,
    request: {},
    response: {},
  });

/** `chatavailability`; `useravailable` is documented. Source: docs/spec/wire.md part 2, Availability. */
export const useravailable = availability('useravailable');
export const useraway = availability('useraway');
export const userbusy = availability('userbusy');
export const useroffline = availability('useroffline');
