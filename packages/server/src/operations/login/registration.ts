import { timingSafeEqual } from 'node:crypto';
import type { Workspace } from '../../store/workspaces.ts';
import { Refusal } from '../refusal.ts';
import type { LoginServices } from './services.ts';

type Parts = Pick<LoginServices, 'workspaces' | 'hashes'>;

/**
 * Whether people may register in a workspace now. Before anybody has, whoever comes to the first one makes it theirs,
 * whatever its policy: nobody else could let anybody in. Any other one waits for who has its owner's invitation.
 * Source: docs/spec/wire.md part 2, Workspaces.
 */
export function registrationNow(
  { workspaces }: Pick<Parts, 'workspaces'>,
  { id, registration }: Workspace,
  inhabited: boolean,
): Workspace['registration'] {
  if (inhabited) return registration;
  return id === workspaces.first.id ? 'true' : 'invite';
}

/** @throws Refusal `forbidden` */
export function checkMayRegister(
  parts: Parts,
  workspace: Workspace,
  inhabited: boolean,
  invite: string | undefined,
): void {
  const registration = registrationNow(parts, workspace, inhabited);
  if (registration === 'true') return;
  if (!inhabited && invite !== undefined && isSame(invite, parts.hashes.ownerInvite(workspace.id))) return;
  throw new Refusal(
    'forbidden',
    registration === 'invite'
      ? 'Registration here needs a valid invitation: ask an owner of the workspace for one.'
      : 'Registration is closed here: ask an owner of the workspace.',
  );
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
