import { createRoot } from 'react-dom/client';
import { AppModel } from './app-model.ts';
import { AppView } from './app-view.tsx';
import { Insecure } from './enter/insecure.tsx';
import type { Caller } from './rpc/caller.ts';
import type { StationApi } from './station/api.ts';

export function showApp(place: Element, caller: Caller<StationApi>): void {
  createRoot(place).render(<AppView app={new AppModel(caller)} />);
}

export function showInsecure(place: Element): void {
  createRoot(place).render(<Insecure />);
}
