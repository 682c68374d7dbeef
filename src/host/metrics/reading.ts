import type { FamilyName, LabelsOf } from './families.ts';
import type { Reading } from './registry.ts';

/** One value that was read, with the labels that its metric has. */
export const reading = <Name extends FamilyName>(
  name: Name,
  labels: LabelsOf<Name>,
  value: number,
): Reading => ({ name, labels, value });
