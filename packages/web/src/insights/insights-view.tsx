import { useEffect, useMemo, useState } from 'react';
import type { AppModel } from '../app-model.ts';
import { WorkView } from '../data/work-view.tsx';
import { useLocale } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { StatsView } from '../station/data.ts';
import { ChartView } from './chart-view.tsx';
import { dayColumns, hourColumns } from './columns.ts';
import { InsightsModel } from './insights-model.ts';
import { PeopleView, ReactionsView, ResponsesView, ThreadsView } from './tables.tsx';

interface InsightsProps {
  readonly app: Pick<AppModel, 'caller'>;
  readonly conversation: string;
}

/** A conversation in charts: messages by day and hour, people, response times, threads, reactions. */
export default function InsightsView({ app, conversation }: InsightsProps) {
  const model = useMemo(() => new InsightsModel(app.caller, conversation), [app, conversation]);
  const state = useObservable(model.work.state);
  const words = useWords();
  useEffect(() => model.begin(), [model]);
  return (
    <div className="insights">
      <h1>{state.result?.stats.title ?? words.insights.title}</h1>
      <WorkView work={model.work} state={state} />
      {state.result && <Charts view={state.result} />}
    </div>
  );
}

function Charts({ view }: { readonly view: StatsView }) {
  const { insights } = useWords();
  const locale = useLocale();
  const { stats } = view;
  const days = useMemo(() => dayColumns(view, locale, insights.weekOf), [view, locale, insights]);
  const hours = useMemo(() => hourColumns(stats.hours), [stats]);
  const [amount] = useState(() => (count: number) => count.toLocaleString(locale));
  if (stats.messages === 0) return <p>{insights.nothing}</p>;
  const tiles = {
    messages: stats.messages,
    people: stats.people.length,
    days: stats.days.length,
    words: stats.words,
  };
  return (
    <>
      <p className="insights-about">{insights.about(stats.timeZone)}</p>
      <dl className="insights-tiles">
        {Object.entries(tiles).map(([tile, count]) => (
          <div key={tile}>
            <dt>{insights.tiles[tile as keyof typeof tiles](count)}</dt>
            <dd>{amount(count)}</dd>
          </div>
        ))}
      </dl>
      {days.length > 1 && (
        <ChartView title={insights.per[view.span]} what={insights.span[view.span]} columns={days} />
      )}
      <ChartView title={insights.perHour} what={insights.hour} columns={hours} />
      <PeopleView stats={stats} />
      <ResponsesView stats={stats} />
      <ThreadsView stats={stats} />
      <ReactionsView stats={stats} />
      {stats.unopened > 0 && <p>{insights.unopened(amount(stats.unopened))}</p>}
    </>
  );
}
