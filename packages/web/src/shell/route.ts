/** Where the page is. */
export type Route =
  | { readonly page: 'list' }
  | { readonly page: 'conversation'; readonly id: string; readonly message?: string | undefined }
  | { readonly page: 'insights'; readonly id: string }
  | { readonly page: 'person'; readonly id: string }
  | { readonly page: 'new' }
  | { readonly page: 'settings'; readonly section: SettingsSection }
  | { readonly page: EnterPage };

export const ENTER_PAGES = ['login', 'register', 'recover'] as const;
export type EnterPage = (typeof ENTER_PAGES)[number];

/** Whether a page stands before the login. */
export function isEnterPage(page: Route['page']): page is EnterPage {
  return (ENTER_PAGES as readonly string[]).includes(page);
}

export const SETTINGS_SECTIONS = ['account', 'appearance', 'notifications', 'stations', 'about'] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

/** The route of a path; of one that is none, the list. */
export function routeOf(path: string): Route {
  const [first = '', second, third] = path.split('/').filter(Boolean).map(decoded);
  const enter = ENTER_PAGES.find((page) => page === first);
  if (enter) return { page: enter };
  if (first === 'new') return { page: 'new' };
  if (first === 'settings') {
    return { page: 'settings', section: SETTINGS_SECTIONS.find((name) => name === second) ?? 'account' };
  }
  if (second === undefined) return { page: 'list' };
  if (first === 'person') return { page: 'person', id: second };
  if (first === 'insights') return { page: 'insights', id: second };
  return first === 'c' ? { page: 'conversation', id: second, message: third } : { page: 'list' };
}

/** The path of a route. */
export function pathOf(route: Route): string {
  switch (route.page) {
    case 'list':
      return '/';
    case 'conversation':
      return route.message === undefined ? `/c/${route.id}` : `/c/${route.id}/${route.message}`;
    case 'insights':
    case 'person':
      return `/${route.page}/${route.id}`;
    case 'settings':
      return `/settings/${route.section}`;
    default:
      return `/${route.page}`;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
