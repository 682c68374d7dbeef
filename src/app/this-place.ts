import type { Config } from '../config/schema.ts';
import { systemClock } from '../host/clock.ts';
import { fileFinder } from '../host/named-files.ts';
import { readOwnAddresses } from '../host/own-addresses.ts';
import { readTrustedFile } from '../host/read-trusted-file.ts';
import { watchedAddresses } from '../host/watched-addresses.ts';
import type { Place } from './place.ts';

/** The machine that bailiwick runs on, as the policy sees it. */
export const thisPlace = ({ tool }: Config): Place => ({
  machine: watchedAddresses(readOwnAddresses, systemClock),
  findFile: fileFinder({ word_list: tool.word_list_folders, file: tool.file_folders }),
  readText: (path) => readTrustedFile(path, maxKeyBytes),
});

/** Far more than a key or a signature needs. */
const maxKeyBytes = 65_536;
