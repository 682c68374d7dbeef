import type { PublicKey } from '../host/ed25519.ts';
import { checkpointText, type Checkpoint } from '../store/audit/checkpoint.ts';

/** Whether a checkpoint was signed with the private half of that key. */
export const signedBy = ({ id, verifies }: PublicKey, checkpoint: Checkpoint): boolean =>
  checkpoint.keyId === id &&
  verifies(checkpointText(checkpoint), Buffer.from(checkpoint.signature, 'base64'));
