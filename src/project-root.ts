/** The folder of package.json. This file and the bundle both lie one level below it. */
export const projectRoot = new URL('..', import.meta.url);
