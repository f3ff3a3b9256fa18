import { fromWireDate } from '@parley/protocol/encoding';
import type { EpochKeys, Identity } from '@parley/protocol/trust';
import type { DownloadProgress } from '../conversation/download.ts';
import { Reader } from '../conversation/reader.ts';
import { newReaderState } from '../conversation/reader-state.ts';
import { type DownloadSummary, Tally } from '../conversation/tally.ts';
import { findingViewOf } from '../conversation/view-of.ts';
import type { Entry, FindingView } from '../view.ts';
import { type Checked, check, type ProofReader } from './check.ts';
import type { Header } from './format.ts';
import { batches, type Contents, type ReadLines, survey } from './survey.ts';

export interface ProofReadOptions {
  /** Who reads it: asked for only where the secrets are wrapped. */
  readonly reader?: () => Promise<ProofReader | undefined>;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/** Somebody in an export, whose keys belong together. Whether they are that person's, only a comparison can tell. */
export interface ProvenPerson {
  readonly userid: string;
  /** The exporter's word. */
  readonly name: string;
  /** Base64: to be compared with the one that the person gives. */
  readonly fingerprint: string;
}

/**
 * An export that proves itself, being read offline. `open` checks the file, its people and its secrets; iterating
 * `entries` opens and proves the messages; then `summary` names all that was found.
 * Source: docs/proof.md; docs/spec/trust.md section 6.
 */
export class Proof {
  readonly header: Header;
  readonly people: readonly ProvenPerson[];
  readonly #read: ReadLines;
  readonly #options: ProofReadOptions;
  readonly #contents: Contents;
  readonly #identities: ReadonlyMap<string, Identity>;
  readonly #epochs: ReadonlyMap<number, EpochKeys>;
  readonly #findings: readonly FindingView[];
  #summary: DownloadSummary | undefined;

  private constructor(read: ReadLines, options: ProofReadOptions, contents: Contents, checked: Checked) {
    this.#read = read;
    this.#options = options;
    this.#contents = contents;
    this.header = contents.header;
    this.#identities = checked.identities;
    this.#epochs = checked.epochs;
    this.#findings = checked.findings;
    this.people = contents.people.flatMap(({ userid, name }) => {
      const fingerprint = checked.identities.get(userid)?.fingerprint;
      return fingerprint === undefined ? [] : [{ userid, name, fingerprint }];
    });
  }

  /**
   * Reads a file once and checks all but the messages.
   * @throws ProofError `not_a_proof`; `sealed_for_another` where the secrets are wrapped for somebody else
   */
  static async open(read: ReadLines, options: ProofReadOptions = {}): Promise<Proof> {
    const contents = await survey(read);
    return new Proof(
      read,
      options,
      contents,
      await check(contents, contents.header.secretsfor && (await options.reader?.())),
    );
  }

  /** Everything that the file proves or fails to. @throws Error before `entries` was iterated to its end */
  get summary(): DownloadSummary {
    if (!this.#summary) throw new Error('Iterate the entries to their end first.');
    return this.#summary;
  }

  /** The messages in their order, each opened and proven, or with the reason why not. */
  async *entries(): AsyncGenerator<Entry> {
    const reader = this.#reader();
    const names = new Map(this.#contents.people.map(({ userid, name }) => [userid, name]));
    const people = { nameOf: (id: string) => names.get(id) ?? `user ${id.slice(0, 8)}` };
    const tally = new Tally(people, this.#findings);
    let position = 0;
    for await (const batch of batches(this.#read)) {
      const readings = await reader.read(batch, position);
      position += batch.length;
      for (const entry of tally.entries(readings)) yield entry;
      this.#options.onProgress?.({
        opened: tally.opened,
        done: position,
        total: this.#contents.messages,
      });
    }
    tally.findings.push(...reader.conclude().map(findingViewOf));
    this.#summary = tally.summary;
  }

  #reader(): Reader {
    const { header, removed } = this.#contents;
    const context = {
      epochs: this.#epochs,
      identities: async () => this.#identities,
      refusalOf: () => undefined,
      // An export begins with the conversation: nothing stands before it.
      older: async () => new Map(),
      removed,
      // What had expired when it was exported may be gone.
      now: () => fromWireDate(header.exported) ?? 0,
    };
    return new Reader(context, newReaderState(header.instance));
  }
}
