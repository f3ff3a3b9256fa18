import type { AvailabilityApi } from './availability.ts';
import type { Desk } from './desk.ts';
import { follow } from './follow.ts';

export function availabilityMethods(desk: Desk): AvailabilityApi {
  return {
    ownAvailability: (_, context) => follow(desk.availability.said, context),
    setAvailability: ({ availability }) => desk.availability.say(availability),
  };
}
