interface ProgressProps {
  /** What is being done. */
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

export function Progress({ label, done, total }: ProgressProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div className="progress">
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={total > 0 ? Math.round(share * 100) : undefined}
      >
        <div className="progress-bar" style={{ width: `${share * 100}%` }} />
      </div>
      <span role="status">{label}</span>
    </div>
  );
}
