import { useState } from 'react';
import type { AppModel } from '../app-model.ts';
import { Button } from '../design/components/button.tsx';
import { Icon } from '../design/components/icon.tsx';
import { Notice } from '../design/components/notice.tsx';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { EXPORT_FORMATS, ExportModel } from './export-model.ts';
import { ProblemsView } from './problems-view.tsx';
import { SaidAmount } from './said-amount.tsx';
import { WorkView } from './work-view.tsx';

interface ExportViewProps {
  readonly app: Pick<AppModel, 'caller'>;
  readonly conversation: string;
}

/** Downloads a conversation as a file that reads like a chat, or as data; to stand in a dialog. */
export default function ExportView({ app, conversation }: ExportViewProps) {
  const [model] = useState(() => new ExportModel(app.caller, conversation));
  const { data } = useWords();
  const chosen = useObservable(model.format);
  const state = useObservable(model.work.state);
  const busy = state.progress !== undefined;
  return (
    <form
      className="data-form"
      onSubmit={(event) => {
        event.preventDefault();
        void model.run();
      }}
    >
      <p>{data.exportAbout}</p>
      <fieldset className="data-choices" disabled={busy}>
        <legend className="unseen">{data.format}</legend>
        {EXPORT_FORMATS.map((format) => (
          <label key={format} className="data-choice">
            <input
              type="radio"
              name="format"
              checked={format === chosen}
              onChange={() => model.format.set(format)}
            />
            <span>
              <strong>{data.formats[format].name}</strong>
              <span className="data-hint">{data.formats[format].about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <WorkView work={model.work} state={state} />
      {state.result && (
        <>
          <Notice>
            <SaidAmount summary={state.result.summary} /> {data.saved(state.result.name)}
          </Notice>
          <ProblemsView summary={state.result.summary} />
        </>
      )}
      <Button type="submit" look="primary" disabled={busy}>
        <Icon name="download" />
        {data.download}
      </Button>
    </form>
  );
}
