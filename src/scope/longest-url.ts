/** The most characters of a web address; checked before any pattern runs. */
export const longestUrl = 2048;
