import type { Page } from 'playwright-core';

/** A page of the client, or a conversation that was exported as one. */
type Kind = 'client' | 'file';

/**
 * What content did to a page: elements and links that only it can have brought, characters that act on what stands
 * around them, and a page wider than its window. Empty when it did nothing.
 */
export function harmOn(page: Page, kind: Kind = 'client'): Promise<string[]> {
  return page.evaluate((kind) => {
    const harm: string[] = [];
    // What the one has from its server, the other holds in itself.
    const isClient = kind === 'client';
    const own = isClient ? location.origin : `${location.href}#`;
    for (const link of document.querySelectorAll('a[href]')) {
      const { href, protocol } = link as HTMLAnchorElement;
      if (href.startsWith(own)) continue;
      if (!/^(?:https?|mailto):$/.test(protocol)) harm.push(`a link to ${href}`);
      if (link.getAttribute('href') !== link.textContent)
        harm.push(`a link to ${href} that reads ${link.textContent}`);
    }
    for (const script of document.scripts) if (!script.src.startsWith(own)) harm.push('a script');
    const foreign = 'iframe, object, embed, img, video, audio, base, form[action], math';
    const parts = isClient ? `${foreign}, body style, meta[http-equiv]` : foreign;
    for (const element of document.querySelectorAll(parts)) harm.push(`<${element.localName}>`);
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) harm.push(`${name} of <${element.localName}>`);
        if (/^(?:title|placeholder|aria-\w+)$/.test(name) && acts(value))
          harm.push(`${name}: ${shown(value)}`);
      }
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode.nodeValue ?? '';
      if (acts(text)) harm.push(`text: ${shown(text)}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) harm.push('wider than the window');
    return harm;

    /** Controls but for tabs and ends of lines, and what turns the direction of text. */
    function acts(text: string): boolean {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      return /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(text) || !text.isWellFormed();
    }
    function shown(text: string): string {
      return JSON.stringify(text.slice(0, 80));
    }
  }, kind);
}
