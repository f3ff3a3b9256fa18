/** What a request line asks for. */
export interface Target {
  readonly path: string;
  /** The service; empty when the query does not name one. */
  readonly srv: string;
  /** The call's name, such as `chatconversation`; empty when the query does not name one. */
  readonly api: string;
}

/** The path and query of a request's URL, which is only a path when the `Host` header makes no URL. */
export function targetOf(url: string): Target {
  const [, path = '/', query = ''] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
  const [, srv, api] = USUAL.exec(query) ?? [];
  if (srv !== undefined && api !== undefined) return { path, srv, api };
  const parameters = new URLSearchParams(query);
  return { path, srv: parameters.get('srv') ?? '', api: parameters.get('api') ?? '' };
}

/** The query as clients write it: to read it takes no parser of everything that a query may be. */
const USUAL = /^srv=([a-z]+)&api=([a-z]+)$/;
