import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkpointText } from '../src/store/audit/checkpoint.ts';
import { decisionEntry } from '../src/store/audit/entry.ts';
import { genesis, recordHash } from '../src/store/audit/record-hash.ts';
import { folder, open, type Folder } from '../src/store/fixtures/lab.ts';
import { decisionFor, runIdOf } from '../src/store/fixtures/records.ts';

// `RECORDS=1000000 npx vitest run test/large-audit` is the whole of it, in half a minute; the gate takes a tenth.
const records = Number(process.env['RECORDS'] ?? 100_000);
const { publicKey, privateKey } = generateKeyPairSync('ed25519');

test('a million records, with a signed checkpoint over each thousand, are verified in less than 30 s and in flat memory', async () => {
  using where = folder();
  await write(where);
  const key = join(where.path, 'key.pub');
  writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));
  const script = join(import.meta.dirname, 'fixtures/large-audit/verify.ts');
  const { stdout } = await start(process.execPath, [script, where.file, key]);
  const { report, seconds, growth } = seenSchema.parse(JSON.parse(stdout));
  process.stdout.write(
    `${records} records verified in ${seconds.toFixed(1)} s, ${(growth / 1e6).toFixed(0)} MB more\n`,
  );
  expect(report).toMatchObject({ intact: true, rows: records, signed: records });
  expect(seconds).toBeLessThan(30 * (records / 1_000_000));
  expect(growth).toBeLessThan(64e6);
}, 300_000);

const seenSchema = z.object({ report: z.unknown(), seconds: z.number(), growth: z.number() });
const start = promisify(execFile);

/** Writes them in one transaction, as no server would. */
async function write(where: Folder): Promise<void> {
  await (await open(where)).close();
  using db = new DatabaseSync(where.file);
  // It looks for the newest record at each insert, which takes longer than the rest.
  db.exec('drop trigger audit_insert; pragma synchronous = off; begin');
  const insert = db.prepare('insert into audit values (?, ?, ?, ?, ?, ?, ?, ?)');
  const keep = db.prepare(
    'insert into audit_checkpoint (seq, key_id, hash, at, signature) values (?, ?, ?, ?, ?)',
  );
  let prev = Buffer.from(genesis);
  for (let seq = 1; seq <= records; seq += 1) {
    const { body, kind, runId } = decisionEntry(decisionFor(runIdOf(seq & 0xffff)));
    const record = { seq, at: seq, kind, principal: 'local', runId, body, prev };
    const hash = Buffer.from(recordHash(record));
    insert.run(seq, seq, kind, 'local', runId, body, prev, hash);
    if (seq % 1000 === 0) {
      const head = { seq, hash: hash.toString('hex'), at: seq };
      keep.run(
        seq,
        'ours',
        head.hash,
        seq,
        sign(null, Buffer.from(checkpointText(head)), privateKey).toString('base64'),
      );
    }
    prev = hash;
  }
  db.exec('commit');
}
