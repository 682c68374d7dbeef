import type { Config } from '../config/schema.ts';
import { fileFinder } from '../host/named-files.ts';
import { broadcastAddresses, ownAddresses } from '../host/own-addresses.ts';
import { readTextFile } from '../host/read-text-file.ts';
import type { Place } from './planner.ts';

/** The machine that bailiwick runs on, as the policy sees it. */
export const thisPlace = ({ tool }: Config): Place => ({
  ownAddresses: ownAddresses(),
  broadcastAddresses: broadcastAddresses(),
  findFile: fileFinder({ word_list: tool.word_list_folders, file: tool.file_folders }),
  readText: (path) => readTextFile(path, maxKeyBytes),
});

/** Far more than a key or a signature needs. */
const maxKeyBytes = 65_536;
