import type { Config } from '../config/schema.ts';
import { systemClock } from '../host/clock.ts';
import { fileFinder } from '../host/named-files.ts';
import { readOwnAddresses } from '../host/own-addresses.ts';
import { besideConfig } from '../host/places.ts';
import { readTrustedFile } from '../host/read-trusted-file.ts';
import { watchedAddresses } from '../host/watched-addresses.ts';
import type { Place } from './place.ts';

/** The machine that bailiwick runs on, as the policy sees it; paths of keys are relative to the configuration file. */
export const thisPlace = ({ tool }: Config, configFile: string | null): Place => ({
  machine: watchedAddresses(readOwnAddresses, systemClock),
  findFile: fileFinder({ word_list: tool.word_list_folders, file: tool.file_folders }),
  readText: (path) => readTrustedFile(besideConfig(configFile, path), maxKeyBytes),
});

/** Far more than a key or a signature needs. */
const maxKeyBytes = 65_536;
