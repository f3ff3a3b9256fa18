import { useEffect, useId, useRef, useState } from 'react';
import { useLocale } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { drawColumns } from './chart.ts';
import type { Column } from './columns.ts';

interface ChartProps {
  readonly title: string;
  /** What the columns are, as the head of a table. */
  readonly what: string;
  readonly columns: readonly Column[];
}

/** A chart of columns, and the same as a table for who does not see it. */
export function ChartView({ title, what, columns }: ChartProps) {
  const { insights } = useWords();
  const locale = useLocale();
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<Column>();
  useEffect(() => (place.current ? drawColumns(place.current, columns, setPointed) : undefined), [columns]);
  const most = columns.reduce((a, b) => (b.value > a.value ? b : a), columns[0] as Column);
  const amount = (count: number) => count.toLocaleString(locale);
  const shown = pointed ?? most;
  return (
    <section className="insights-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className="insights-pointed">
        {pointed
          ? insights.pointed(shown.name, amount(shown.value))
          : insights.most(shown.name, amount(shown.value))}
      </p>
      <div ref={place} className="insights-chart" aria-hidden="true" />
      <details>
        <summary>{insights.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{what}</th>
              <th scope="col" className="insights-number">
                {insights.messages}
              </th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="insights-number">{amount(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
