/** Entry of the page for whoever is not logged in: what is not needed for the login is loaded later, in parts. */
import { begin } from './begin.ts';

await begin();
