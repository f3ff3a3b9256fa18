import { createRoot } from 'react-dom/client';
import { AppModel } from './app-model.ts';
import { AppView } from './app-view.tsx';
import { Insecure } from './enter/insecure.tsx';
import type { Caller } from './rpc/caller.ts';
import type { StationApi } from './station/api.ts';
import type { KeptList } from './station/last-list.ts';

export function showApp(place: Element, caller: Caller<StationApi>, kept: KeptList | undefined): void {
  createRoot(place).render(<AppView app={new AppModel(caller, kept)} />);
}

export function showInsecure(place: Element): void {
  createRoot(place).render(<Insecure />);
}
