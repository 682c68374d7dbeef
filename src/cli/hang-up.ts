/** What SIGHUP does to a server until it knows better: nothing. One over HTTP is asked to reload by it, and must not end before it can. */
export const ignoreHangUp = (): void => undefined;
