import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { folder, open } from '../fixtures/lab.ts';
import { decisionFor, runIdOf } from '../fixtures/records.ts';
import { openDatabaseToRead } from '../sqlite/open-database.ts';
import { checkpointText, type Checkpoint, type JudgeSignature } from './checkpoint.ts';
import { recordHash } from './record-hash.ts';
import { verifyChain } from './verify-chain.ts';

// A log of 24 records with checkpoints at 5, 10, 15 and 20, made once; every case tampers with a copy.
const last = 24;
const points = [5, 10, 15, 20] as const;
const ours = generateKeyPairSync('ed25519');
const theirs = generateKeyPairSync('ed25519');
const original = folder();
afterAll(() => original[Symbol.dispose]());
await makeLog();

const judge: JudgeSignature = ({ text, keyId, signature }) => {
  if (keyId !== 'ours') return 'unknown_key';
  const isOurs = verify(null, Buffer.from(text), ours.publicKey, Buffer.from(signature, 'base64'));
  return isOurs ? 'valid' : 'forged';
};

const place = fc.integer({ min: 1, max: last });
const checks = { numRuns: 60 };

test('a log that nobody touched is intact, and signed up to its newest checkpoint', () => {
  expect(tampered(() => undefined)).toMatchObject({ intact: true, rows: last, signed: 20 });
});

test('a flipped bit anywhere in a record names that record', () => {
  fc.assert(
    fc.property(place, fc.nat(), fc.integer({ min: 0, max: 7 }), (seq, at, bit) => {
      const report = tampered((db) => {
        const body = Buffer.from(
          String(db.prepare('select body from audit where seq = ?').get(seq)?.['body']),
        );
        const index = at % body.length;
        body.writeUInt8((body.readUInt8(index) ^ (1 << bit)) & 0x7f, index);
        db.prepare('update audit set body = ? where seq = ?').run(body.toString('latin1'), seq);
        // Only the seventh bit of ASCII is not there to be flipped.
        if (bit === 7) db.prepare('update audit set at = at + 1 where seq = ?').run(seq);
      });
      expect(report).toMatchObject({ intact: false, rows: seq - 1, seq, problem: 'hash_mismatch' });
    }),
    checks,
  );
});

test('a record that is taken out is named, also where the others are numbered anew', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: last - 1 }), fc.boolean(), (seq, closed) => {
      const report = tampered((db) => {
        db.prepare('delete from audit where seq = ?').run(seq);
        if (closed) renumber(db, `seq > ${seq}`, -1);
      });
      expect(report).toMatchObject({ intact: false, seq, problem: closed ? 'broken_link' : 'gap' });
    }),
    checks,
  );
});

test('a record that is put in is named, or the one behind it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: last }), (seq) => {
      const report = tampered((db) => {
        renumber(db, `seq >= ${seq}`, 1);
        db.exec(
          `insert into audit select ${seq}, at, kind, principal, run_id, body, prev, hash from audit where seq = 1`,
        );
      });
      expect(report).toMatchObject({ intact: false, seq, problem: 'broken_link' });
    }),
    checks,
  );
});

test('two records that change places are found at the first of them', () => {
  fc.assert(
    fc.property(place, place, (one, other) => {
      fc.pre(one !== other);
      const report = tampered((db) => {
        const body = db.prepare('update audit set seq = ? where seq = ?');
        body.run(-1, one);
        body.run(one, other);
        body.run(other, -1);
      });
      expect(report).toMatchObject({ intact: false, seq: Math.min(one, other) });
    }),
    checks,
  );
});

test('a tail that is cut off below a checkpoint is missed at its first record', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: last - 1 }), (kept) => {
      const report = tampered((db) => db.prepare('delete from audit where seq > ?').run(kept));
      expect(report).toMatchObject(
        kept < 20
          ? { intact: false, rows: kept, seq: kept + 1, problem: 'cut_off' }
          : { intact: true, rows: kept },
      );
    }),
    checks,
  );
});

test('an owner who writes records anew, hashes and all, is found at the next checkpoint', () => {
  fc.assert(
    fc.property(place, (from) => {
      const report = tampered((db) => rewrite(db, from));
      const found = points.find((point) => point >= from);
      const proven = points.findLast((point) => point < from) ?? 0;
      expect(report).toMatchObject(
        found === undefined
          ? { intact: true }
          : { intact: false, rows: proven, seq: found, problem: 'signed_otherwise' },
      );
    }),
    checks,
  );
});

test.each([
  ['cannot sign', 'forged', (text: string) => Buffer.from(text).toString('base64'), 'ours'],
  [
    'signs with a key of his own',
    'unknown_key',
    (text: string) => signedBy(theirs.privateKey, text),
    'theirs',
  ],
  ['names our key', 'forged', (text: string) => signedBy(theirs.privateKey, text), 'ours'],
] as const)(
  'an owner who writes checkpoints anew as well and %s is found',
  (_, problem, signature, keyId) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (from) => {
        const report = tampered((db) => {
          rewrite(db, from);
          const found = points
            .filter((point) => point >= from)
            .map((seq) => pointAt(db, seq, signature, keyId));
          db.prepare('delete from audit_checkpoint where seq >= ?').run(from);
          for (const checkpoint of found) keep(db, checkpoint);
        });
        expect(report).toMatchObject({ intact: false, seq: points.find((point) => point >= from), problem });
      }),
      checks,
    );
  },
);

test('from any record on the rest is checked, with the checkpoints that stand there', () => {
  fc.assert(
    fc.property(place, place, (from, seq) => {
      const report = tampered(
        (db) => db.prepare('update audit set at = at + 1 where seq = ?').run(seq),
        from,
      );
      expect(report).toMatchObject(seq < from ? { intact: true, rows: last } : { intact: false, seq });
    }),
    checks,
  );
});

async function makeLog(): Promise<void> {
  const store = await open(original);
  for (let index = 0; index < last; index += 1) await store.decision(decisionFor(runIdOf(index)));
  await store.close();
  using db = new DatabaseSync(original.file);
  for (const seq of points)
    keep(
      db,
      pointAt(db, seq, (text) => signedBy(ours.privateKey, text), 'ours'),
    );
  db.exec('pragma journal_mode = delete');
}

/** Tampers with a copy, as its owner can, and verifies that. */
function tampered(act: (db: DatabaseSync) => unknown, from = 1): ReturnType<typeof verifyChain> {
  using where = folder();
  mkdirSync(dirname(where.file));
  copyFileSync(original.file, where.file);
  {
    using db = new DatabaseSync(where.file);
    for (const name of [
      'audit_update',
      'audit_delete',
      'audit_insert',
      'audit_checkpoint_update',
      'audit_checkpoint_delete',
    ])
      db.exec(`drop trigger ${name}`);
    act(db);
  }
  using reader = openDatabaseToRead(where.file);
  return verifyChain(reader, { judge, from });
}

function renumber(db: DatabaseSync, which: string, by: number): void {
  db.exec(`update audit set seq = -seq where ${which}; update audit set seq = -seq + ${by} where seq < 0`);
}

/** Changes a record, and makes a good chain of all that follow. */
function rewrite(db: DatabaseSync, from: number): void {
  const rows = db.prepare('select * from audit where seq >= ? order by seq').all(from);
  const before = db.prepare('select hash from audit where seq = ?').get(from - 1)?.['hash'];
  let prev = Buffer.from(before instanceof Uint8Array ? before : new Uint8Array(32));
  for (const { seq, at, kind, principal, run_id: runId, body } of rows) {
    const record = {
      seq: Number(seq),
      at: Number(at),
      kind: String(kind),
      principal: Number(seq) === from ? 'mallory' : String(principal),
      runId: String(runId),
      body: String(body),
      prev,
    };
    const hash = recordHash(record);
    db.prepare('update audit set principal = ?, prev = ?, hash = ? where seq = ?').run(
      record.principal,
      prev,
      hash,
      record.seq,
    );
    prev = Buffer.from(hash);
  }
}

function pointAt(
  db: DatabaseSync,
  seq: number,
  signature: (text: string) => string,
  keyId: string,
): Checkpoint {
  const hash = String(
    db.prepare('select lower(hex(hash)) as hash from audit where seq = ?').get(seq)?.['hash'],
  );
  const head = { seq, hash, at: 1_770_000_000_000 };
  return { ...head, keyId, signature: signature(checkpointText(head)) };
}

function keep(db: DatabaseSync, { seq, keyId, hash, at, signature }: Checkpoint): void {
  db.prepare('insert into audit_checkpoint (seq, key_id, hash, at, signature) values (?, ?, ?, ?, ?)').run(
    seq,
    keyId,
    hash,
    at,
    signature,
  );
}

function signedBy(key: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), key).toString('base64');
}
