import { useEffect, useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { Dialog } from '../design/components/dialog.tsx';
import { Notice } from '../design/components/notice.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { StationView } from '../station/security.ts';
import type { SecurityModel } from './security-model.ts';

/** As many signs of a station's id as tell the stations of one person apart. */
const ID_SHOWN = 6;

/** Where the user is logged in, with a way to log others out. */
export function StationsSection({ security }: { readonly security: SecurityModel }) {
  const { settings, common, errors } = useWords();
  const formats = useFormats();
  const stations = useObservable(security.stations);
  const { error, isBusy } = useObservable(security.stationsTask.state);
  const [removing, setRemoving] = useState<StationView>();
  useEffect(() => security.followStations(), [security]);
  const dateOf = (date: string) => formats.full(Date.parse(`${date.replace(' ', 'T')}Z`));
  const nameOf = ({ name }: StationView) => name || settings.unnamedStation;
  return (
    <section className="settings-part" aria-labelledby="settings-stations" aria-busy={isBusy}>
      <h2 id="settings-stations">{settings.sections.stations}</h2>
      <p className="settings-about">{settings.stationsAbout}</p>
      {error && <Notice look="danger">{sentenceOf(error, errors)}</Notice>}
      <ul className="stations">
        {stations.map((station) => (
          <li key={station.id} className="station">
            <div>
              <bdi className="station-name">{nameOf(station)}</bdi>
              <span className="settings-about">
                {station.isOwn ? settings.thisStation : settings.lastSeen(dateOf(station.lastSeen))}
              </span>
              <span className="settings-about">
                {station.loggedIn !== '' && `${settings.loggedIn(dateOf(station.loggedIn))} · `}
                {settings.stationId(station.id.slice(0, ID_SHOWN))}
              </span>
            </div>
            {!station.isOwn && (
              <Button disabled={isBusy} onClick={() => setRemoving(station)}>
                {settings.removeStation}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {removing && (
        <Dialog title={settings.removeTitle(nameOf(removing))} onClose={() => setRemoving(undefined)}>
          <p>{settings.removeAbout}</p>
          <div className="dialog-actions">
            <Button onClick={() => setRemoving(undefined)}>{common.cancel}</Button>
            <Button
              look="danger"
              onClick={() => {
                void security.removeStation(removing.id);
                setRemoving(undefined);
              }}
            >
              {settings.removeStation}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
