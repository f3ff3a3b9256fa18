import type { AccountApi } from './account.ts';
import type { Desk } from './desk.ts';
import { follow } from './follow.ts';

export function accountMethods(desk: Desk): AccountApi {
  return {
    account: (_, context) => follow(desk.account, context),
    login: (input, { emit }) => desk.login(input, emit),
    loginAgain: ({ password }, { emit }) => desk.loginAgain(password, emit),
    register: async (input, { emit }) => ({ recoveryCode: await desk.register(input, emit) }),
    recover: (input, { emit }) => desk.recover(input, emit),
    logout: () => desk.logout(),
  };
}
