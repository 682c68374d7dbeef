import * as z from 'zod';
import { listOf, wholeNumber } from '../leaf.ts';

const namePattern = /^[a-z0-9_*-]+$/;

/** Which tools there are, and what holds for all of them. */
export const toolSection = z
  .strictObject({
    include_patterns: listOf(
      'tool names, where * stands for any characters',
      namePattern,
      ['*'],
      'Tools that can be called: names, where `*` stands for any characters.',
    ),
    exclude_patterns: listOf(
      'tool names, where * stands for any characters',
      namePattern,
      [],
      'Tools that cannot be called, in the same form; exclusion wins.',
    ),
    default_timeout: wholeNumber(
      { min: 1, max: 86_400 },
      300,
      'How long a call may run where nothing else says, seconds; never longer than `security.timeout_seconds`.',
    ),
    word_list_folders: listOf(
      'absolute paths, one folder an item',
      /^\/[^:]*$/,
      ['/usr/share/wordlists', '/usr/share/dirb/wordlists', '/usr/share/seclists'],
      'Absolute folders whose files callers may name as word lists.',
    ),
    file_folders: listOf(
      'absolute paths, one folder an item',
      /^\/[^:]*$/,
      [],
      'Absolute folders whose files callers may name in tools that take a file.',
    ),
    definitions: listOf(
      'paths of YAML files',
      /^\S.*$/,
      [],
      'YAML files that declare more tools, each one tool; `bailiwick tools check` judges one.',
    ),
    search_path: listOf(
      'absolute paths, one folder an item and without ":"',
      /^\/[^:]*$/,
      ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'],
      'Absolute folders where programs are looked for, in order; the PATH of the environment is not used.',
    ),
  })
  .prefault({})
  .describe('Which tools there are, and what holds for all of them.');
