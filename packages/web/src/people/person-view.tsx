import { useEffect, useMemo } from 'react';
import type { AppModel } from '../app-model.ts';
import { Avatar } from '../design/components/avatar.tsx';
import { Button } from '../design/components/button.tsx';
import { Icon } from '../design/components/icon.tsx';
import { Notice } from '../design/components/notice.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { PersonView as Person } from '../station/people.ts';
import { KeysRefused } from './keys-refused.tsx';
import { PersonModel } from './person-model.ts';
import { SafetyNumber } from './safety-number.tsx';

interface PersonViewProps {
  readonly app: Pick<AppModel, 'caller'>;
  readonly id: string;
}

/** A person: who it is, whether the keys are right, and what the user decides. */
export default function PersonView({ app, id }: PersonViewProps) {
  const model = useMemo(() => new PersonModel(app.caller, id), [app, id]);
  const person = useObservable(model.person);
  const { error, isBusy } = useObservable(model.task.state);
  const { errors } = useWords();
  useEffect(() => model.follow(), [model]);
  const isComing = person === undefined && error === undefined;
  return (
    <div className="person" aria-busy={isBusy || isComing}>
      {error && <Notice look="danger">{sentenceOf(error, errors)}</Notice>}
      {person && (
        <>
          <Head person={person} />
          {!person.isOwn && <Keys person={person} model={model} isBusy={isBusy} />}
          {!person.isOwn && <Decisions person={person} model={model} isBusy={isBusy} />}
        </>
      )}
    </div>
  );
}

function Head({ person }: { readonly person: Person }) {
  const { people, common } = useWords();
  const { id, name, formerName, availability, isVerified, isOwn } = person;
  return (
    <header className="person-head">
      <Avatar id={id} name={name} size="large" availability={availability} />
      <div>
        <h1>
          <bdi>{name}</bdi>
        </h1>
        {formerName !== undefined && <p className="person-soft">{people.formerly(formerName)}</p>}
        <p className="person-soft">{isOwn ? common.you : people.availability[availability]}</p>
        {isVerified && !isOwn && (
          <p className="person-verified">
            <Icon name="shield" size={16} />
            {people.verified}
          </p>
        )}
      </div>
    </header>
  );
}

interface PartProps {
  readonly person: Person;
  readonly model: PersonModel;
  readonly isBusy: boolean;
}

function Keys({ person, model, isBusy }: PartProps) {
  const { people } = useWords();
  const { name, refusal, changed, safetyNumber, isVerified } = person;
  return (
    <section className="person-part" aria-labelledby="person-keys">
      <h2 id="person-keys">{people.safetyNumber}</h2>
      {refusal !== undefined && <KeysRefused name={name} refusal={refusal} />}
      {changed && <Changed name={name} changed={changed} />}
      {safetyNumber !== undefined && (
        <>
          <p className="person-soft">{people.compare(name)}</p>
          <SafetyNumber digits={safetyNumber} label={people.safetyNumber} />
          <Button
            look={isVerified ? undefined : 'primary'}
            disabled={isBusy}
            onClick={() => void model.setVerified(!isVerified)}
          >
            <Icon name="shield" />
            {isVerified ? people.unverify : people.verify}
          </Button>
        </>
      )}
    </section>
  );
}

interface ChangedProps {
  readonly name: string;
  readonly changed: NonNullable<Person['changed']>;
}

/** What to compare, and what each outcome says. */
function Changed({ name, changed: { known, given } }: ChangedProps) {
  const { people } = useWords();
  return (
    <>
      <p>{people.compareChanged(name)}</p>
      <h3 className="person-number">{people.numberKnown}</h3>
      <SafetyNumber digits={known} label={people.numberKnown} />
      <p className="person-soft">{people.ifKnown(name)}</p>
      <h3 className="person-number">{people.numberGiven}</h3>
      <SafetyNumber digits={given} label={people.numberGiven} />
      <p className="person-soft">{people.ifGiven(name)}</p>
      <p className="person-soft">{people.ifNeither}</p>
    </>
  );
}

function Decisions({ person, model, isBusy }: PartProps) {
  const { people } = useWords();
  const { name, isBlocked, isFriend } = person;
  return (
    <section className="person-part" aria-labelledby="person-decisions">
      <h2 id="person-decisions">{people.decisions}</h2>
      <div className="person-actions">
        <Button disabled={isBusy} onClick={() => void model.setFriend(!isFriend)}>
          <Icon name="person" />
          {isFriend ? people.unfriend : people.befriend}
        </Button>
        <Button
          look={isBlocked ? undefined : 'danger'}
          disabled={isBusy}
          onClick={() => void model.setBlocked(!isBlocked)}
        >
          <Icon name="block" />
          {isBlocked ? people.unblock : people.block}
        </Button>
      </div>
      <p className="person-soft">{isBlocked ? people.isBlocked(name) : people.blockAbout(name)}</p>
    </section>
  );
}
