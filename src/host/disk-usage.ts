import { statfs } from 'node:fs/promises';
import { err, ok, type Result } from '../kernel/result.ts';

/** How full the file system below a folder is for us, percent as `df` has it; a clause where that cannot be read. */
export async function diskUsage(folder: string): Promise<Result<number, string>> {
  try {
    const { blocks, bfree, bavail } = await statfs(folder);
    const used = blocks - bfree;
    // File systems that have no size of their own, such as some of FUSE, say 0 of 0.
    return used + bavail === 0
      ? err('its file system does not tell its size')
      : ok((100 * used) / (used + bavail));
  } catch {
    return err('its file system cannot be read');
  }
}
