import { useId, useState } from 'react';
import type { AppModel } from '../app-model.ts';
import { Button } from '../design/components/button.tsx';
import { Field } from '../design/components/field.tsx';
import { Icon } from '../design/components/icon.tsx';
import { Notice } from '../design/components/notice.tsx';
import { useLanguage, useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { ImportModel } from './import-model.ts';
import { WorkView } from './work-view.tsx';

interface ImportViewProps {
  readonly app: Pick<AppModel, 'caller'>;
  readonly conversation: string;
}

/** Brings IRC logs into a conversation; to stand in a dialog. */
export default function ImportView({ app, conversation }: ImportViewProps) {
  const [model] = useState(() => new ImportModel(app.caller, conversation));
  const { data } = useWords();
  const language = useLanguage();
  const id = useId();
  const { files, date } = useObservable(model.state);
  const work = useObservable(model.work.state);
  const busy = work.progress !== undefined;
  const amount = (count: number) => count.toLocaleString(language);
  return (
    <form
      className="data-form"
      onSubmit={(event) => {
        event.preventDefault();
        void model.run();
      }}
    >
      <p>{data.importAbout}</p>
      <div className="field">
        <span className="field-label" id={id}>
          {data.chooseLogs}
        </span>
        <label className="button data-choose" data-disabled={busy || undefined}>
          <Icon name="plus" size={18} />
          <span id={`${id}-choose`}>{data.chooseFiles}</span>
          <input
            type="file"
            multiple
            accept=".txt,.log,text/plain"
            aria-labelledby={`${id} ${id}-choose`}
            aria-describedby={`${id}-chosen`}
            disabled={busy}
            onChange={(event) => model.choose([...(event.target.files ?? [])])}
          />
        </label>
        <ul id={`${id}-chosen`} className="field-hint data-files">
          {files.length === 0 && <li>{data.noneChosen}</li>}
          {files.map(({ name }) => (
            <li key={name}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      </div>
      <Field
        label={data.date}
        hint={data.dateHint}
        type="date"
        value={date}
        onValue={(value) => model.setDate(value)}
        disabled={busy}
      />
      <WorkView work={model.work} state={work} />
      {work.result && (
        <Notice>{data.imported(amount(work.result.added), amount(work.result.skipped))}</Notice>
      )}
      <Button type="submit" look="primary" disabled={busy || files.length === 0}>
        <Icon name="upload" />
        {data.import}
      </Button>
    </form>
  );
}
