import { Observable } from '../model/observable.ts';
import { pathOf, type Route, routeOf } from './route.ts';

/** The page's place, as its address has it. */
export class Router {
  readonly route = new Observable<Route>(routeOf(location.pathname));

  constructor() {
    addEventListener('popstate', () => this.route.set(routeOf(location.pathname)));
  }

  /** Goes there; the browser's "back" comes back here. */
  go(route: Route): void {
    const path = pathOf(route);
    if (path !== location.pathname) history.pushState({ inside: true }, '', path);
    this.route.set(route);
  }

  /** Goes to where its reader came from; to the list where the browser did not come from this client. */
  back(): void {
    if (history.state?.inside) history.back();
    else this.replace({ page: 'list' });
  }

  /** Goes there in place of here. */
  replace(route: Route): void {
    history.replaceState(history.state, '', pathOf(route));
    this.route.set(route);
  }
}
