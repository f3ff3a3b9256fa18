import { useEffect, useState } from 'react';
import type { AppModel } from '../app-model.ts';
import { Avatar } from '../design/components/avatar.tsx';
import { Icon } from '../design/components/icon.tsx';
import { useWords } from '../i18n/words.ts';
import { Link } from '../shell/link.tsx';
import type { ReaderView } from '../station/people.ts';
import { whyRefused } from './keys-refused.tsx';
import { VerifiedMark } from './verified-mark.tsx';

interface ReadersProps {
  readonly app: Pick<AppModel, 'caller' | 'router'>;
  readonly conversation: string;
}

/** Who can read a conversation: the people that the maker of its secret signed, not those that the server names. */
export default function ReadersView({ app: { caller, router }, conversation }: ReadersProps) {
  const { people, common } = useWords();
  const [readers, setReaders] = useState<readonly ReaderView[]>([]);
  useEffect(() => {
    let isWanted = true;
    const show = (found: readonly ReaderView[]) => isWanted && setReaders(found);
    caller.call('readers', { conversation }).then(show, () => {});
    return () => {
      isWanted = false;
    };
  }, [caller, conversation]);
  return (
    <section className="readers" aria-labelledby="readers-title">
      <h3 id="readers-title">{people.readers(readers.length)}</h3>
      <p className="person-soft">{people.readersAbout}</p>
      <ul>
        {readers.map(({ id, name, isOwn, isVerified, refusal }) => (
          <li key={id}>
            <Link router={router} to={{ page: 'person', id }} className="reader">
              <Avatar id={id} name={name} size="small" />
              <bdi>{isOwn ? common.you : name}</bdi>
              {isVerified && !isOwn && <VerifiedMark className="person-verified" size={16} />}
              {refusal !== undefined && (
                <span className="reader-refused" title={people.keysRefused[whyRefused(refusal)](name)}>
                  <Icon name="warning" size={16} />
                  <span className="unseen">{people.keysRefused[whyRefused(refusal)](name)}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
