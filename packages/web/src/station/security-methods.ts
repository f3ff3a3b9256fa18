import type { Desk } from './desk.ts';
import { follow } from './follow.ts';
import type { SecurityApi } from './security.ts';

export function securityMethods(desk: Desk): SecurityApi {
  return {
    setNames: (names) => desk.setNames(names),
    changePassword: ({ oldPassword, newPassword }) => desk.parley.changePassword(oldPassword, newPassword),
    newRecoveryCode: ({ password }) => desk.codeReminder.during(() => desk.parley.newRecoveryCode(password)),
    codeDue: (_, context) => follow(desk.codeReminder.isDue, context),
    settleCode: () => desk.codeReminder.settle(),
    stations: () => desk.parley.stations(),
    removeStation: ({ id }) => desk.parley.removeStation(id),
  };
}
