import type { Sources } from './operations/operation.ts';
import type { Engine } from './store/engine/engine.ts';
import { allWorkspaces, insertWorkspace, type Workspace } from './store/workspaces.ts';

/** The workspaces of this server, in memory, by the host that selects them. Source: docs/spec/wire.md part 2. */
export class Workspaces {
  readonly #byName: Map<string, Workspace>;
  /** The one that every server has; it answers every host that is not another's name. */
  readonly first: Workspace;

  constructor(all: readonly [Workspace, ...Workspace[]]) {
    this.first = all[0];
    this.#byName = new Map(all.map((workspace) => [workspace.name, workspace]));
  }

  /** @param host a `Host` header, with or without port */
  forHost(host: string): Workspace {
    const name = host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
    return this.#byName.get(name) ?? this.first;
  }

  /** From now on the host of its name selects it. To be called once it is stored. */
  add(workspace: Workspace): void {
    this.#byName.set(workspace.name, workspace);
  }
}

/** Reads the workspaces; a fresh database gets its first one. */
export async function openWorkspaces(
  store: Engine,
  { now, random }: Pick<Sources, 'now' | 'random'>,
  registration: Workspace['registration'],
): Promise<Workspaces> {
  const [first, ...others] = await store.read(allWorkspaces);
  if (first) return new Workspaces([first, ...others]);
  const id = Buffer.from(random(16)).toString('hex');
  const made: Workspace = { id, name: 'localhost', registration, friendship: 'open' };
  await store.write((writer) => insertWorkspace(writer, made, now()));
  return new Workspaces([made]);
}
