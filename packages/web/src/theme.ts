/** Sets the theme before the first paint, so that nothing flashes; a file of its own because it may not wait. */
import { keptTheme, showTheme } from './settings/theme.ts';

showTheme(keptTheme());
