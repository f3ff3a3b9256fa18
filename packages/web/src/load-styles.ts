/** The client's styles: those that are seen before the login, and those of what is behind it. */
export type Styles = 'styles' | 'inside';

const loading = new Map<Styles, Promise<void>>();

/** Loads styles. @throws Error where they cannot be had; then they are asked for anew the next time */
export function loadStyles(which: Styles): Promise<void> {
  const loaded = loading.get(which) ?? load(which);
  loading.set(which, loaded);
  return loaded;
}

function load(which: Styles): Promise<void> {
  const href = document.querySelector<HTMLElement>('#app-script')?.dataset[which] ?? '';
  // Those that are surely needed are on their way.
  const begun = document.querySelector<HTMLLinkElement>(`link[rel="stylesheet"][href="${href}"]`);
  if (begun?.sheet) return Promise.resolve();
  const link = begun ?? Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      loading.delete(which);
      link.remove();
      reject(new Error('The page could not be loaded whole: reload it.'));
    };
    if (!begun) document.head.append(link);
  });
}
