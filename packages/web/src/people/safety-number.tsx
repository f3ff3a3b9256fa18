import { useMemo } from 'react';
import { encode } from 'uqr';
import { useWords } from '../i18n/words.ts';

/** Light around a QR code, in its squares, without which cameras do not find it. Source: ISO/IEC 18004. */
const QUIET = 4;

/** A safety number as digits to read out, and as a QR code to scan. */
export function SafetyNumber({ digits, label }: { readonly digits: string; readonly label: string }) {
  const { people } = useWords();
  const groups = digits.split(' ');
  return (
    <div className="safety">
      <QrCode text={digits.replaceAll(' ', '')} label={people.qrCode} />
      <ol className="safety-digits" aria-label={label}>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups have their places, and two may be alike
          <li key={index}>{group}</li>
        ))}
      </ol>
    </div>
  );
}

function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { border: QUIET, ecc: 'M' });
    const squares = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size, path: squares.join('') };
  }, [text]);
  return (
    <svg
      className="safety-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
