/** A figure beside what is asked of it. */
export interface Figure {
  readonly name: string;
  /** At most this. */
  readonly target: number;
  readonly measured: number;
  readonly unit: 'ms' | 'KB' | 'frames';
}

/** Prints figures as a plain table. */
export function printFigures(figures: readonly Figure[]): void {
  const rows = figures.map(({ name, target, measured, unit }) => [
    name,
    `at most ${shown(target)} ${unit}`,
    `${shown(measured)} ${unit}`,
    measured <= target ? 'met' : 'NOT MET',
  ]);
  printTable([['', 'target', 'measured', ''], ...rows]);
}

export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

export function median(values: readonly number[]): number {
  return at(values, 0.5);
}

/** The value below which a share of all is. */
export function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

export function shown(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1).replace(/\.0$/, '');
}
