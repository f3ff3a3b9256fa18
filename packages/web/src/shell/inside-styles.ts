/** Loads the styles of what is behind the login. @throws Error where they cannot be had; then they are asked for anew */
export function loadInsideStyles(): Promise<void> {
  loading ??= load();
  return loading;
}

let loading: Promise<void> | undefined;

function load(): Promise<void> {
  const { inside = '' } = document.querySelector<HTMLElement>('#app-script')?.dataset ?? {};
  // Where somebody was logged in, they are on their way.
  const begun = document.querySelector<HTMLLinkElement>(`link[rel="stylesheet"][href="${inside}"]`);
  if (begun?.sheet) return Promise.resolve();
  const link = begun ?? Object.assign(document.createElement('link'), { rel: 'stylesheet', href: inside });
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      loading = undefined;
      link.remove();
      reject(new Error('The page could not be loaded whole: reload it.'));
    };
    if (!begun) document.head.append(link);
  });
}
