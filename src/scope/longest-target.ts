import { longestHostName } from './host-name.ts';

/** A host name with its trailing dot; every other form is shorter. Checked before any pattern runs. */
export const longestTarget = longestHostName + 1;
