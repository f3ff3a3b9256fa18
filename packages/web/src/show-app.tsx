import { createRoot } from 'react-dom/client';
import { AppModel } from './app-model.ts';
import { AppView, Shell } from './app-view.tsx';
import { Insecure } from './enter/insecure.tsx';
import type { Caller } from './rpc/caller.ts';
import type { StationApi } from './station/api.ts';
import type { KeptList } from './station/last-list.ts';

/** @param kept what the last visit has left of the list, to be shown at once */
export async function showApp(
  place: Element,
  caller: Caller<StationApi>,
  kept: KeptList | undefined,
): Promise<void> {
  if (kept) await Shell.load();
  createRoot(place).render(<AppView app={new AppModel(caller, kept)} />);
}

export function showInsecure(place: Element): void {
  createRoot(place).render(<Insecure />);
}
