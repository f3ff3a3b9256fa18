import type { Desk } from './desk.ts';
import type { SecurityApi } from './security.ts';

export function securityMethods(desk: Desk): SecurityApi {
  return {
    changePassword: ({ oldPassword, newPassword }) => desk.parley.changePassword(oldPassword, newPassword),
    newRecoveryCode: ({ password }) => desk.parley.newRecoveryCode(password),
    stations: () => desk.parley.stations(),
    removeStation: ({ id }) => desk.parley.removeStation(id),
  };
}
