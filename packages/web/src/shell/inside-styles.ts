/** Loads the styles of what is behind the login. @throws Error where they cannot be had; then they are asked for anew */
export function loadInsideStyles(): Promise<void> {
  loading ??= load();
  return loading;
}

let loading: Promise<void> | undefined;

function load(): Promise<void> {
  const script = document.querySelector<HTMLScriptElement>('#app-script');
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = script?.dataset.inside ?? '';
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      loading = undefined;
      link.remove();
      reject(new Error('The page could not be loaded whole: reload it.'));
    };
    document.head.append(link);
  });
}
