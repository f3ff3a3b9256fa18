import type { AnchorHTMLAttributes } from 'react';
import { pathOf, type Route } from './route.ts';
import type { Router } from './router.ts';

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly router: Router;
  readonly to: Route;
}

/** A link within the client; with a modifier key it opens as any other link. */
export function Link({ router, to, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={pathOf(to)}
      onClick={(event) => {
        rest.onClick?.(event);
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.go(to);
      }}
    >
      {children}
    </a>
  );
}
